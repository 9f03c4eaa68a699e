import { clsx } from "clsx";
import { RotateCw } from "lucide-react";
import type { Enrichment, EnrichmentState } from "@/api/types";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notice-store";
import { problemText } from "@/lib/i18n/problem-text";
import { useLocale, useTranslate } from "@/lib/i18n/use-translate";
import { useVideoEnrichment } from "../api/get-enrichment";
import { useRetryEnrichment } from "../api/retry-enrichment";

const dots: Record<EnrichmentState, string> = {
  pending: "bg-ink-faint",
  processing: "bg-accent animate-pulse motion-reduce:animate-none",
  completed: "bg-emerald",
  partial: "bg-warn",
  failed: "bg-danger",
};

/** How far the captions and chapters of a video are, where they come from, and another try. */
export function EnrichmentStatus({ videoId }: { videoId: string }) {
  const enrichment = useVideoEnrichment(videoId);
  return enrichment.data ? <EnrichmentLine videoId={videoId} enrichment={enrichment.data} /> : null;
}

/** `English` for `en`; what the browser has no name for stays as it is. */
function nameOf(language: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(language) ?? language;
  } catch {
    return language;
  }
}

function EnrichmentLine({ videoId, enrichment }: { videoId: string; enrichment: Enrichment }) {
  const translate = useTranslate();
  const locale = useLocale();
  const retry = useRetryEnrichment(videoId);
  const {
    status,
    captions_source: source,
    captions_language: language,
    progress_message: message,
  } = enrichment;
  const underway = status === "pending" || status === "processing";
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-ink-soft">
      <span role="status" className="inline-flex items-center gap-2">
        <span aria-hidden="true" className={clsx("size-2 rounded-full", dots[status])} />
        {translate(`enrichment.${status}`)}
      </span>
      {source && (
        <span>
          {translate("enrichment.captions")}: {translate(`enrichment.source.${source}`)}
          {language && source !== "none" && ` (${nameOf(language, locale)})`}
        </span>
      )}
      {!underway && message && <span>{message}</span>}
      {!underway && (
        <Button
          tone="quiet"
          size="small"
          busy={retry.isPending}
          onClick={() =>
            retry.mutate(undefined, {
              onSuccess: () => notify(translate("enrichment.started")),
              onError: (error) => notify(problemText(translate, error), "problem"),
            })
          }
        >
          <RotateCw aria-hidden="true" />
          {translate(status === "completed" ? "enrichment.start" : "enrichment.retry")}
        </Button>
      )}
    </div>
  );
}
