import type { VideoList } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useDeleteList } from "../api/delete-list";

interface DeleteListDialogProps {
  list: VideoList;
  onDeleted: () => void;
  onClose: () => void;
}

export function DeleteListDialog({ list, onDeleted, onClose }: DeleteListDialogProps) {
  const translate = useTranslate();
  const remove = useDeleteList();
  return (
    <Dialog title={translate("lists.deleteTitle", { name: list.name })} onClose={onClose}>
      <DialogBody>
        <p className="text-ink-soft">
          {list.video_count === 0
            ? translate("lists.deleteEmptyBody")
            : translate("lists.deleteBody", { count: list.video_count })}
        </p>
        {remove.isError && (
          <p role="alert" className="mt-3 text-danger-text text-sm">
            {problemText(translate, remove.error)}
          </p>
        )}
      </DialogBody>
      <DialogActions>
        <Button tone="quiet" onClick={onClose} data-focus>
          {translate("app.cancel")}
        </Button>
        <Button
          tone="danger"
          busy={remove.isPending}
          onClick={() => remove.mutate(list.id, { onSuccess: onDeleted })}
        >
          {translate("lists.delete")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
