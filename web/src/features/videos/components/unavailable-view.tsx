import { RotateCw, Trash2 } from "lucide-react";
import type { Video } from "@/api/types";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { notify } from "@/components/ui/notice-store";
import { failureText } from "@/lib/i18n/failure-text";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useDeleteVideo } from "../api/delete-video";
import { useRetryVideos } from "../api/retry-videos";

interface UnavailableViewProps {
  video: Video;
  title: string;
  onRemoved: () => void;
}

/** The page of a video that cannot be had: why, and what can be done about it. */
export function UnavailableView({ video, title, onRemoved }: UnavailableViewProps) {
  const translate = useTranslate();
  const remove = useDeleteVideo();
  const retry = useRetryVideos();

  async function attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      notify(problemText(translate, error), "problem");
    }
  }

  async function takeAway(): Promise<void> {
    await remove.mutateAsync(video);
    notify(translate("videos.removed"));
    onRemoved();
  }

  async function tryAgain(): Promise<void> {
    const count = await retry.mutateAsync([video.id]);
    notify(translate(count > 0 ? "enrichment.started" : "job.retriedNone"));
  }

  return (
    <EmptyState heading="h1" title={title} body={failureText(translate, video.error)}>
      <Button busy={retry.isPending} onClick={() => void attempt(tryAgain)}>
        <RotateCw aria-hidden="true" />
        {translate("app.retry")}
      </Button>
      <Button busy={remove.isPending} onClick={() => void attempt(takeAway)}>
        <Trash2 aria-hidden="true" />
        {translate("videos.remove")}
      </Button>
    </EmptyState>
  );
}
