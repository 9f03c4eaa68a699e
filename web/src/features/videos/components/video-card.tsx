import { clsx } from "clsx";
import { memo, type ReactNode, useState } from "react";
import { Link } from "react-router";
import type { Tag, Video } from "@/api/types";
import { SelectBox } from "@/components/ui/select-box";
import { isOptimistic } from "@/lib/cache/video-pages";
import { clock } from "@/lib/format/duration";
import { useTranslate } from "@/lib/i18n/use-translate";
import { isSelecting, useSelectionStore } from "../stores/selection-store";
import { CaptionsMark } from "./captions-mark";
import { ProgressOverlay } from "./progress-overlay";
import { TagDots } from "./tag-dots";
import { UnavailableMark } from "./unavailable-mark";
import { opens, type TileState, tileState } from "./video-state";
import { VideoThumbnail } from "./video-thumbnail";

interface VideoCardProps {
  video: Video;
  /** Changes when the tile is to draw the eye; 0 when not. */
  pointed: number;
  tags?: VideoTags;
  /** What else can be done with it: a button that opens a menu. */
  menu?: ((video: Video) => ReactNode) | undefined;
  /** Choose it, or everything between it and the one chosen last. Without this it cannot be chosen. */
  onSelect?: (videoId: string, range: boolean) => void;
}

type VideoTags = ReadonlyMap<string, Tag>;

const NO_TAGS: VideoTags = new Map();

const pictureStates: Record<TileState, string> = {
  importing: "grayscale opacity-70",
  complete: "",
  partial: "",
  error: "saturate-[0.35] opacity-80",
};

export const VideoCard = memo(function VideoCard(props: VideoCardProps) {
  const { video, pointed, tags = NO_TAGS, menu, onSelect } = props;
  const translate = useTranslate();
  const selected = useSelectionStore((store) => store.selected.has(video.id));
  const selecting = useSelectionStore(isSelecting);
  const state = tileState(video);
  const title = video.title ?? translate("videos.untitled", { id: video.youtube_id });
  const button = selecting || isOptimistic(video) ? null : menu?.(video);
  return (
    <article
      data-state={state}
      data-youtube-id={video.youtube_id}
      data-selected={selected || undefined}
      data-opens={opens(video) || undefined}
      className="group relative"
    >
      <Picture video={video} state={state} title={title} selected={selected} />
      {/* Beside the title's first line, which stays where it is however long the title turns out to be. */}
      {button && (
        <div className="relative h-0">
          <span className="absolute top-1.5 right-0 z-10 flex">{button}</span>
        </div>
      )}
      <Door video={video} label={title}>
        <h2
          className={clsx(
            "wrap-anywhere mt-2 line-clamp-2 pr-6 font-medium text-sm leading-snug",
            video.title === null && "text-ink-faint",
          )}
        >
          {title}
        </h2>
      </Door>
      <div className="mt-0.5 flex min-w-0 items-center gap-1.5 text-[13px] text-ink-soft">
        {video.channel && <span className="truncate">{video.channel}</span>}
        <span className="ml-auto flex shrink-0 items-center gap-1">
          <TagDots video={video} tags={tags} />
          <CaptionsMark video={video} />
        </span>
      </div>
      {onSelect && !isOptimistic(video) && (
        <SelectBox
          label={translate("select.one", { title })}
          tabIndex={-1}
          checked={selected}
          onChange={(event) => onSelect(video.id, (event.nativeEvent as MouseEvent).shiftKey)}
          className={clsx(
            "absolute! top-2 left-2 z-10 transition-opacity",
            !selecting &&
              "opacity-0 focus-within:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:hidden",
          )}
        />
      )}
      {state === "error" && <UnavailableMark video={video} title={title} />}
      {pointed > 0 && <span key={pointed} aria-hidden="true" className="pointed" />}
    </article>
  );
});

/** A link over the whole tile once the video opens; before, the same thing without an address. */
function Door({ video, label, children }: { video: Video; label: string; children: ReactNode }) {
  const translate = useTranslate();
  // The tile shows the focus through the link that lies over it: to ask what is inside it costs each tile a look.
  const shape =
    "block outline-none after:absolute after:inset-0 after:rounded-lg after:outline-accent-text after:outline-offset-4 focus-visible:after:outline-2";
  if (opens(video)) {
    return (
      <Link to={`/videos/${video.id}`} className={shape}>
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

interface PictureProps {
  video: Video;
  state: TileState;
  title: string;
  selected: boolean;
}

function Picture({ video, state, title, selected }: PictureProps) {
  const [covered, setCovered] = useState(state === "importing");
  if (state === "importing" && !covered) setCovered(true);
  return (
    <div className="relative aspect-video overflow-hidden rounded-lg bg-sunken">
      <VideoThumbnail
        video={video}
        className={clsx("transition-[filter,opacity] duration-700", pictureStates[state])}
      />
      <span
        className={clsx(
          "pointer-events-none absolute inset-0 rounded-lg ring-inset transition-shadow",
          selected
            ? "bg-accent/15 ring-3 ring-accent"
            : "ring-1 ring-line group-data-opens:group-hover:ring-2 group-data-opens:group-hover:ring-accent-text",
        )}
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
