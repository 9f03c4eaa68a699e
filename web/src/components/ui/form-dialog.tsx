import type { FormEvent, ReactNode } from "react";
import { useTranslate } from "@/lib/i18n/use-translate";
import { Button } from "./button";
import { Dialog, DialogActions, DialogBody } from "./dialog";

interface FormDialogProps {
  title: string;
  /** What the button says that does it. */
  action: string;
  busy: boolean;
  /** Whether what is filled in so far will do. */
  ready: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks for something, with one button that does it; Enter does it too. */
export function FormDialog({ title, action, busy, ready, onSubmit, onClose, children }: FormDialogProps) {
  const translate = useTranslate();

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (ready && !busy) onSubmit();
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>{children}</DialogBody>
        <DialogActions>
          <Button tone="quiet" onClick={onClose}>
            {translate("app.cancel")}
          </Button>
          <Button type="submit" tone="primary" busy={busy} disabled={!ready}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
