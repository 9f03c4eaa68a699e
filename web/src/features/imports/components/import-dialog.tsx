import { FileUp } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { useTranslate } from "@/lib/i18n/use-translate";
import { fileSource, type ImportSource, textSource } from "../stores/import-drop-store";

interface ImportDialogProps {
  onSources: (sources: ImportSource[]) => void;
  onClose: () => void;
}

export function ImportDialog({ onSources, onClose }: ImportDialogProps) {
  const translate = useTranslate();
  const [text, setText] = useState("");
  const file = useRef<HTMLInputElement>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (text.trim()) onSources([textSource(text)]);
  }

  return (
    <Dialog title={translate("import.title")} onClose={onClose}>
      <form onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <p className="mb-3 text-ink-soft text-sm">{translate("import.lead")}</p>
          <textarea
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit(event);
            }}
            aria-label={translate("import.textLabel")}
            placeholder={translate("import.placeholder")}
            rows={8}
            spellCheck={false}
            data-focus
            className="field block resize-none px-3 py-2 font-mono text-[13px]"
          />
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
