import { clsx } from "clsx";
import { ExternalLink } from "lucide-react";
import type { Video } from "@/api/types";
import { longDate } from "@/lib/format/date";
import { clock } from "@/lib/format/duration";
import { useLocale, useTranslate } from "@/lib/i18n/use-translate";

function compact(locale: string, count: number): string {
  return new Intl.NumberFormat(locale, { notation: "compact" }).format(count);
}

export function VideoFacts({ video }: { video: Video }) {
  const translate = useTranslate();
  const locale = useLocale();
  const facts = [
    video.published_at && longDate(locale, video.published_at),
    video.duration !== null && clock(video.duration),
    video.view_count !== null &&
      translate("video.views", { count: video.view_count, formatted: compact(locale, video.view_count) }),
  ].filter((fact): fact is string => Boolean(fact));
  return (
    <div className="mt-1.5 flex flex-wrap items-start justify-between gap-x-4 gap-y-1 text-ink-soft text-sm">
      {/* Each has a dot before it; where one begins a line, its dot is beyond the edge. */}
      <div className="min-w-0 overflow-hidden py-0.5">
        <ul className="-ml-5 flex flex-wrap">
          {video.channel && <Fact className="font-medium text-ink">{video.channel}</Fact>}
          {facts.map((fact) => (
            <Fact key={fact}>{fact}</Fact>
          ))}
        </ul>
      </div>
      <a
        href={`https://www.youtube.com/watch?v=${video.youtube_id}`}
        target="_blank"
        rel="noreferrer"
        className="inline-flex shrink-0 items-center gap-1.5 rounded py-0.5 text-accent-text hover:underline"
      >
        {translate("video.onYouTube")}
        <ExternalLink className="size-3.5" aria-hidden="true" />
      </a>
    </div>
  );
}

function Fact({ className, children }: { className?: string; children: string }) {
  return (
    <li
      className={clsx(
        "relative min-w-0 pl-5 before:absolute before:left-2 before:font-normal before:content-['·']",
        className,
      )}
    >
      {children}
    </li>
  );
}
