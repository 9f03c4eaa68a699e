import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
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
    <Dialog title={translate("remove.title", { count: videoIds.length })} onClose={onClose}>
      <DialogBody>
        <p className="text-ink-soft">{translate("remove.body", { count: videoIds.length })}</p>
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
          onClick={() =>
            remove.mutate(videoIds, {
              onSuccess: (removed) => {
                notify(translate("remove.done", { count: removed }));
                onDone();
              },
            })
          }
        >
          {translate("videos.remove")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
