import { Trash2, TriangleAlert } from "lucide-react";
import type { Video } from "@/api/types";
import { notify } from "@/components/ui/notice-store";
import { Tooltip } from "@/components/ui/tooltip";
import { failureText } from "@/lib/i18n/failure-text";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useDeleteVideo } from "../api/delete-video";

/** Why this video cannot be had, in plain words, and the one thing that helps. */
export function UnavailableMark({ video, title }: { video: Video; title: string }) {
  const translate = useTranslate();
  const remove = useDeleteVideo();
  const reason = failureText(translate, video.error);

  // Not callbacks of the mutation: they are lost when the tile is gone before the answer is here.
  async function takeAway(): Promise<void> {
    try {
      await remove.mutateAsync(video);
      notify(translate("videos.removed"));
    } catch (error) {
      notify(problemText(translate, error), "problem");
    }
  }

  return (
    <div className="absolute top-1.5 right-1.5 z-10 flex items-start gap-1.5">
      <Tooltip text={reason}>
        <button
          type="button"
          aria-label={`${translate("videos.unavailable")}: ${reason}`}
          className="grid size-7 cursor-default place-items-center rounded-md bg-black/75 text-warn"
        >
          <TriangleAlert className="size-4" aria-hidden="true" />
        </button>
      </Tooltip>
      <button
        type="button"
        aria-label={translate("videos.removeNamed", { title })}
        disabled={remove.isPending}
        onClick={() => void takeAway()}
        className="flex h-7 items-center gap-1.5 rounded-md bg-black/75 px-2 font-medium text-white text-xs transition-colors hover:bg-black"
      >
        <Trash2 className="size-3.5" aria-hidden="true" />
        {translate("videos.remove")}
      </button>
    </div>
  );
}
