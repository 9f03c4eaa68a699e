import { useId, useState } from "react";
import type { ImportReceipt, ImportPreview as Preview, VideoList } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useImportMany } from "../api/import-many";
import { useImportPreview } from "../api/preview-import";
import type { ImportSource } from "../stores/import-drop-store";
import { InvalidLines } from "./invalid-lines";
import { PreviewCounts } from "./preview-counts";
import { freshVideos } from "./preview-facts";

interface ImportPreviewProps {
  source: ImportSource;
  lists: readonly VideoList[];
  /** The list that is suggested; null when there is none yet. */
  listId: string | null;
  ensureList: () => Promise<string>;
  onImported: (listId: string, receipt: ImportReceipt) => void;
  onClose: () => void;
}

export function ImportPreview(props: ImportPreviewProps) {
  const { source, lists, ensureList, onImported, onClose } = props;
  const translate = useTranslate();
  const [listId, setListId] = useState(props.listId);
  const preview = useImportPreview(source, listId);
  const importMany = useImportMany();
  const [idempotencyKey] = useState(() => crypto.randomUUID());

  async function confirm(): Promise<void> {
    const target = listId ?? (await ensureList());
    // The key belongs to this confirmation in this list; trying again after a lost answer changes nothing twice.
    const receipt = await importMany.mutateAsync({
      listId: target,
      source,
      idempotencyKey: `${idempotencyKey}.${target}`,
    });
    onImported(target, receipt);
  }

  return (
    <Dialog title={translate("import.previewTitle")} onClose={onClose}>
      <DialogBody>
        {source.kind === "file" && <p className="mb-2 truncate text-ink-faint text-sm">{source.file.name}</p>}
        {preview.isPending && (
          <p className="flex items-center gap-2.5 py-4 text-ink-soft">
            <Spinner />
            {translate("import.reading")}
          </p>
        )}
        {preview.isError && <p role="alert">{problemText(translate, preview.error)}</p>}
        {preview.data && (
          <>
            <PreviewCounts preview={preview.data} />
            <InvalidLines lines={preview.data.invalid} />
          </>
        )}
        <TargetList lists={lists} listId={listId} onChange={setListId} />
        {importMany.isError && (
          <p role="alert" className="mt-3 text-danger-text text-sm">
            {problemText(translate, importMany.error)}
          </p>
        )}
      </DialogBody>
      <DialogActions>
        <Button tone="quiet" onClick={onClose}>
          {translate("app.cancel")}
        </Button>
        <ConfirmButton
          preview={preview.data}
          busy={importMany.isPending}
          onConfirm={() => void confirm().catch(() => undefined)}
        />
      </DialogActions>
    </Dialog>
  );
}

interface ConfirmButtonProps {
  preview: Preview | undefined;
  busy: boolean;
  onConfirm: () => void;
}

function ConfirmButton({ preview, busy, onConfirm }: ConfirmButtonProps) {
  const translate = useTranslate();
  const fresh = preview ? freshVideos(preview) : 0;
  const possible = fresh > 0 || (preview?.playlists.length ?? 0) > 0;
  if (preview && !possible && preview.videos.length > 0) {
    return <p className="text-ink-soft text-sm">{translate("import.nothingNew")}</p>;
  }
  return (
    <Button
      key={String(possible)}
      tone="primary"
      busy={busy}
      disabled={!possible}
      onClick={onConfirm}
      autoFocus
    >
      {fresh > 0 ? translate("import.confirm", { count: fresh }) : translate("import.confirmPlaylists")}
    </Button>
  );
}

interface TargetListProps {
  lists: readonly VideoList[];
  listId: string | null;
  onChange: (listId: string) => void;
}

function TargetList({ lists, listId, onChange }: TargetListProps) {
  const translate = useTranslate();
  const id = useId();
  return (
    <div className="mt-5 flex items-center gap-3">
      <label htmlFor={id} className="shrink-0 text-ink-soft text-sm">
        {translate("import.to")}
      </label>
      {lists.length === 0 ? (
        <span className="text-sm">{translate("import.toNewList")}</span>
      ) : (
        <select
          id={id}
          value={listId ?? ""}
          onChange={(event) => onChange(event.target.value)}
          className="field h-9 min-w-0 flex-1 px-2.5 text-sm"
        >
          {lists.map((list) => (
            <option key={list.id} value={list.id}>
              {list.name}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
