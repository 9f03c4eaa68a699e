import type { Tag } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useDeleteTag } from "../api/delete-tag";

interface DeleteTagDialogProps {
  tag: Tag;
  onDeleted: () => void;
  onClose: () => void;
}

export function DeleteTagDialog({ tag, onDeleted, onClose }: DeleteTagDialogProps) {
  const translate = useTranslate();
  const remove = useDeleteTag();
  return (
    <Dialog title={translate("tags.deleteTitle", { name: tag.name })} onClose={onClose}>
      <DialogBody>
        <p className="text-ink-soft">{translate("tags.deleteBody", { count: tag.video_count })}</p>
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
          onClick={() => remove.mutate(tag.id, { onSuccess: onDeleted })}
        >
          {translate("lists.delete")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
