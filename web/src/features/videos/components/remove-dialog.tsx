import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notice-store";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useRemoveVideos } from "../api/remove-videos";

interface RemoveDialogProps {
  videoIds: readonly string[];
  onDone: () => void;
  onClose: () => void;
}

export function RemoveDialog({ videoIds, onDone, onClose }: RemoveDialogProps) {
  const translate = useTranslate();
  const remove = useRemoveVideos();
  return (
    <ConfirmDialog
      title={translate("remove.title", { count: videoIds.length })}
      body={translate("remove.body", { count: videoIds.length })}
      action={translate("videos.remove")}
      busy={remove.isPending}
      problem={remove.isError ? problemText(translate, remove.error) : null}
      onConfirm={() =>
        remove.mutate(videoIds, {
          onSuccess: (removed) => {
            notify(translate("remove.done", { count: removed }));
            onDone();
          },
        })
      }
      onClose={onClose}
    />
  );
}
