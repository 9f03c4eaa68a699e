import { clsx } from "clsx";
import { memo, type ReactNode, useState } from "react";
import { Link } from "react-router";
import type { Video } from "@/api/types";
import { clock } from "@/lib/format/duration";
import { useTranslate } from "@/lib/i18n/use-translate";
import { CaptionsMark } from "./captions-mark";
import { ProgressOverlay } from "./progress-overlay";
import { UnavailableMark } from "./unavailable-mark";
import { opens, type TileState, tileState } from "./video-state";
import { VideoThumbnail } from "./video-thumbnail";

interface VideoCardProps {
  video: Video;
  /** Changes when the tile is to draw the eye; 0 when not. */
  pointed: number;
}

const pictureStates: Record<TileState, string> = {
  importing: "grayscale opacity-70",
  complete: "",
  partial: "",
  error: "saturate-[0.35] opacity-80",
};

export const VideoCard = memo(function VideoCard({ video, pointed }: VideoCardProps) {
  const translate = useTranslate();
  const state = tileState(video);
  const title = video.title ?? translate("videos.untitled", { id: video.youtube_id });
  return (
    <article
      data-state={state}
      data-youtube-id={video.youtube_id}
      className="@container group relative rounded-lg outline-accent-text outline-offset-4 has-[a:focus-visible]:outline-2"
    >
      <Door video={video} label={title}>
        <Picture video={video} state={state} title={title} />
        <h3
          className={clsx(
            "mt-2 line-clamp-2 text-pretty font-medium text-sm leading-snug",
            video.title === null && "text-ink-faint",
          )}
        >
          {title}
        </h3>
      </Door>
      <div className="mt-0.5 flex min-w-0 items-center gap-1.5 text-[13px] text-ink-soft">
        {video.channel && <span className="truncate">{video.channel}</span>}
        <CaptionsMark video={video} />
      </div>
      {state === "error" && <UnavailableMark video={video} title={title} />}
      {pointed > 0 && <span key={pointed} aria-hidden="true" className="pointed" />}
    </article>
  );
});

/** A link once the video opens; before, the same thing without an address. */
function Door({ video, label, children }: { video: Video; label: string; children: ReactNode }) {
  const translate = useTranslate();
  const shape = "block after:absolute after:inset-0 focus-visible:outline-none";
  if (opens(video)) {
    return (
      <Link to={`/videos/${video.id}`} className={shape} aria-label={label}>
        {children}
      </Link>
    );
  }
  const hint = video.import_stage === "error" ? "videos.unavailable" : "videos.opening";
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: it cannot be used yet, and a hundred stops would be in the way
    // biome-ignore lint/a11y/useSemanticElements: a link without an address is what this is
    <div
      role="link"
      aria-disabled="true"
      aria-label={`${label}, ${translate(hint)}`}
      className="block cursor-default"
    >
      {children}
    </div>
  );
}

function Picture({ video, state, title }: { video: Video; state: TileState; title: string }) {
  const [covered, setCovered] = useState(state === "importing");
  if (state === "importing" && !covered) setCovered(true);
  return (
    <div className="relative aspect-video overflow-hidden rounded-lg bg-sunken">
      <VideoThumbnail
        video={video}
        className={clsx("transition-[filter,opacity] duration-700", pictureStates[state])}
      />
      {covered && state !== "error" && (
        <ProgressOverlay
          progress={video.import_progress}
          title={title}
          waiting={video.import_stage === "created"}
          onGone={() => setCovered(false)}
        />
      )}
      {video.duration !== null && state !== "importing" && <Duration seconds={video.duration} />}
      <span className="pointer-events-none absolute inset-0 rounded-lg ring-1 ring-line ring-inset transition-shadow group-has-[a:hover]:ring-2 group-has-[a:hover]:ring-accent-text" />
    </div>
  );
}

function Duration({ seconds }: { seconds: number }) {
  const translate = useTranslate();
  const duration = clock(seconds);
  return (
    <span
      role="img"
      aria-label={translate("videos.duration", { duration })}
      className="absolute right-1.5 bottom-1.5 rounded bg-black/80 px-1.5 py-px font-medium text-white text-xs tabular-nums"
    >
      {duration}
    </span>
  );
}
