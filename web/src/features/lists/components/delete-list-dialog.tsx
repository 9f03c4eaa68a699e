import type { VideoList } from "@/api/types";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
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
    <ConfirmDialog
      title={translate("lists.deleteTitle", { name: list.name })}
      body={
        list.video_count === 0
          ? translate("lists.deleteEmptyBody")
          : translate("lists.deleteBody", { count: list.video_count })
      }
      action={translate("app.delete")}
      busy={remove.isPending}
      problem={remove.isError ? problemText(translate, remove.error) : null}
      onConfirm={() => remove.mutate(list.id, { onSuccess: onDeleted })}
      onClose={onClose}
    />
  );
}
