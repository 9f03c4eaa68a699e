import { useTranslate } from "@/lib/i18n/use-translate";
import { Button } from "./button";
import { Dialog, DialogActions, DialogBody } from "./dialog";

interface ConfirmDialogProps {
  title: string;
  body: string;
  /** What the button says that does it. */
  action: string;
  busy: boolean;
  problem?: string | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({
  title,
  body,
  action,
  busy,
  problem,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const translate = useTranslate();
  return (
    <Dialog title={title} onClose={onClose}>
      <DialogBody>
        <p className="text-pretty text-ink-soft text-sm">{body}</p>
        {problem && (
          <p role="alert" className="mt-3 text-danger-text text-sm">
            {problem}
          </p>
        )}
      </DialogBody>
      <DialogActions>
        <Button tone="quiet" onClick={onClose} data-focus>
          {translate("app.cancel")}
        </Button>
        <Button tone="danger" busy={busy} onClick={onConfirm}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
