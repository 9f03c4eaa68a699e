import { CaptionsOff, Clock3 } from "lucide-react";
import type { Video } from "@/api/types";
import { Tooltip } from "@/components/ui/tooltip";
import { useTranslate } from "@/lib/i18n/use-translate";
import { tileState } from "./video-state";

/** A small, quiet mark: this video has no captions, or they are still to come. */
export function CaptionsMark({ video }: { video: Video }) {
  const translate = useTranslate();
  const state = tileState(video);
  const follow = state === "partial";
  if (!follow && !(state === "complete" && video.captions_source === "none")) return null;
  const text = translate(follow ? "videos.captionsFollow" : "videos.noCaptions");
  const Icon = follow ? Clock3 : CaptionsOff;
  return (
    <Tooltip text={text}>
      <span role="img" aria-label={text} className="relative z-10 shrink-0 p-0.5 text-ink-faint">
        <Icon className="size-3.5" aria-hidden="true" />
      </span>
    </Tooltip>
  );
}
