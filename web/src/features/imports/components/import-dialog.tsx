import { FileUp } from "lucide-react";
import { type FormEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { useTranslate } from "@/lib/i18n/use-translate";
import { mayHoldLinks } from "@/lib/text/youtube-link";
import { fileSource, type ImportSource, textSource } from "../stores/import-drop-store";

interface ImportDialogProps {
  onSources: (sources: ImportSource[]) => void;
  onClose: () => void;
}

export function ImportDialog({ onSources, onClose }: ImportDialogProps) {
  const translate = useTranslate();
  const [text, setText] = useState("");
  // A notice at the edge of the page would lie behind this dialog.
  const [nothing, setNothing] = useState(false);
  const nothingId = useId();
  const file = useRef<HTMLInputElement>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (mayHoldLinks(text)) onSources([textSource(text)]);
    else setNothing(text.trim() !== "");
  }

  return (
    <Dialog title={translate("import.title")} onClose={onClose}>
      <form onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <p className="mb-3 text-ink-soft text-sm">{translate("import.lead")}</p>
          <textarea
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setNothing(false);
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit(event);
            }}
            aria-label={translate("import.textLabel")}
            aria-invalid={nothing || undefined}
            aria-describedby={nothing ? nothingId : undefined}
            placeholder={translate("import.placeholder")}
            rows={8}
            spellCheck={false}
            data-focus
            className="field block resize-none px-3 py-2 font-mono text-[13px]"
          />
          {nothing && (
            <p id={nothingId} role="alert" className="mt-1.5 text-[13px] text-danger-text">
              {translate("import.nothing")}
            </p>
          )}
          <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <Button onClick={() => file.current?.click()}>
              <FileUp aria-hidden="true" />
              {translate("import.file")}
            </Button>
            <p className="min-w-0 flex-1 basis-52 text-[13px] text-ink-faint leading-snug">
              {translate("import.fileKinds")}
            </p>
            <input
              ref={file}
              type="file"
              multiple
              hidden
              aria-label={translate("import.file")}
              onChange={(event) => onSources(Array.from(event.target.files ?? [], fileSource))}
            />
          </div>
        </DialogBody>
        <DialogActions>
          <Button tone="quiet" onClick={onClose}>
            {translate("app.cancel")}
          </Button>
          <Button type="submit" tone="primary" disabled={!text.trim()}>
            {translate("import.next")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
