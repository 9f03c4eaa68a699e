import { clsx } from "clsx";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Tag, Video } from "@/api/types";
import { TagDot } from "@/components/ui/tag-dot";
import { TagLabel } from "@/components/ui/tag-label";
import { Tooltip } from "@/components/ui/tooltip";
import { longDate } from "@/lib/format/date";
import { clock } from "@/lib/format/duration";
import { failureText } from "@/lib/i18n/failure-text";
import { useLocale, useTranslate } from "@/lib/i18n/use-translate";
import type { ColumnName } from "./table-columns";
import { opens, tileState } from "./video-state";
import { tagsOf } from "./video-tags";
import { VideoThumbnail } from "./video-thumbnail";

interface RowCellProps {
  column: ColumnName;
  video: Video;
  title: string;
  tags: ReadonlyMap<string, Tag>;
  /** The row has other columns, too: where it has none, the title says more. */
  wide: boolean;
}

export function RowCell({ column, video, title, tags, wide }: RowCellProps): ReactNode {
  const locale = useLocale();
  switch (column) {
    case "title":
      return <TitleCell video={video} title={title} wide={wide} />;
    case "channel":
      return video.channel;
    case "duration":
      return video.duration === null ? null : clock(video.duration);
    case "published":
      return video.published_at && longDate(locale, video.published_at);
    case "added":
      return longDate(locale, video.created_at);
    case "tags":
      return <TagsCell tags={tagsOf(video, tags)} />;
    case "captions":
      return <CaptionsCell video={video} />;
    case "state":
      return <StateCell video={video} title={title} />;
  }
}

function TitleCell({ video, title, wide }: { video: Video; title: string; wide: boolean }) {
  const translate = useTranslate();
  const state = tileState(video);
  const text = clsx("min-w-0 truncate font-medium", video.title === null && "text-ink-faint");
  const hint = state === "error" ? "videos.unavailable" : "videos.opening";
  return (
    <span className="flex items-center gap-3">
      <span className="h-8 w-14 shrink-0 overflow-hidden rounded bg-sunken">
        <VideoThumbnail video={video} className={clsx(!opens(video) && "opacity-70 grayscale")} />
      </span>
      <span className="flex min-w-0 flex-col">
        {opens(video) ? (
          <Link
            to={`/videos/${video.id}`}
            className={clsx(text, "rounded after:absolute after:inset-y-0 after:right-10 after:left-8")}
          >
            {title}
          </Link>
        ) : (
          // biome-ignore lint/a11y/useFocusableInteractive: it cannot be used yet, and a hundred stops would be in the way
          // biome-ignore lint/a11y/useSemanticElements: a link without an address is what this is
          <span
            role="link"
            aria-disabled="true"
            aria-label={`${title}, ${translate(hint)}`}
            className={clsx(text, "text-ink-soft")}
          >
            {title}
          </span>
        )}
        {!wide && (
          <span className="truncate text-[13px] text-ink-soft">
            {[video.channel, video.duration === null ? null : clock(video.duration)]
              .filter(Boolean)
              .join(" · ")}
          </span>
        )}
      </span>
    </span>
  );
}

/** The first by name; of the others there is room for their colours. */
function TagsCell({ tags }: { tags: readonly Tag[] }) {
  const translate = useTranslate();
  const [first, ...others] = tags;
  if (!first) return null;
  const names = tags.map((tag) => tag.name).join(", ");
  const line = (
    <span className="relative z-10 flex w-fit max-w-full items-center gap-1">
      <TagLabel tag={first} />
      {others.length > 0 && <span className="sr-only">{translate("tags.of", { names })}</span>}
      {others.map((tag) => (
        <TagDot key={tag.id} color={tag.color} className="size-2" />
      ))}
    </span>
  );
  return others.length > 0 ? <Tooltip text={names}>{line}</Tooltip> : line;
}

function CaptionsCell({ video }: { video: Video }) {
  const translate = useTranslate();
  if (!opens(video)) return null;
  if (tileState(video) === "partial") return translate("filter.captionsFollow");
  const { captions_source: source, captions_language: language } = video;
  if (source === "none") return <span className="text-ink-faint">{translate("enrichment.source.none")}</span>;
  if (!source) return null;
  const made = source === "youtube_manual" ? null : translate("table.byMachine");
  return [language?.toUpperCase(), made].filter(Boolean).join(", ");
}

function StateCell({ video, title }: { video: Video; title: string }) {
  const translate = useTranslate();
  if (video.import_stage === "error") {
    return (
      <Tooltip text={failureText(translate, video.error)}>
        <span className="relative z-10 inline-flex max-w-full items-center gap-1.5 text-warn-text">
          <TriangleAlert className="size-3.5 shrink-0" aria-hidden="true" />
          <span className="truncate">{translate("videos.unavailable")}</span>
        </span>
      </Tooltip>
    );
  }
  if (opens(video)) return <span className="text-ink-faint">{translate("state.complete")}</span>;
  return (
    <span
      role="progressbar"
      aria-label={translate("progress.label", { title })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={video.import_progress}
      className="flex items-center gap-2 tabular-nums"
    >
      <span className="h-1.5 w-12 overflow-hidden rounded-full bg-hover">
        <span
          className="block h-full origin-left rounded-full bg-accent transition-transform duration-500"
          style={{ transform: `scaleX(${video.import_progress / 100})` }}
        />
      </span>
      {translate("progress.percent", { percent: video.import_progress })}
    </span>
  );
}
