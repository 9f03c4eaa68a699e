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
    <div className="mt-1.5 flex flex-wrap items-center gap-x-2 text-ink-soft text-sm">
      {video.channel && <span className="font-medium text-ink">{video.channel}</span>}
      {facts.map((fact) => (
        <span key={fact} className="before:mr-2 before:content-['·']">
          {fact}
        </span>
      ))}
      <a
        href={`https://www.youtube.com/watch?v=${video.youtube_id}`}
        target="_blank"
        rel="noreferrer"
        className="ml-auto inline-flex items-center gap-1.5 rounded py-0.5 text-accent-text hover:underline"
      >
        {translate("video.onYouTube")}
        <ExternalLink className="size-3.5" aria-hidden="true" />
      </a>
    </div>
  );
}
