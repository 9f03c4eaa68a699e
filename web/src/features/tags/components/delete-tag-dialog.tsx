import type { Tag } from "@/api/types";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
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
    <ConfirmDialog
      title={translate("tags.deleteTitle", { name: tag.name })}
      body={translate("tags.deleteBody", { count: tag.video_count })}
      action={translate("app.delete")}
      busy={remove.isPending}
      problem={remove.isError ? problemText(translate, remove.error) : null}
      onConfirm={() => remove.mutate(tag.id, { onSuccess: onDeleted })}
      onClose={onClose}
    />
  );
}
