import { X } from "lucide-react";
import type { VideoFilter } from "@/lib/cache/keys";
import type { Translate } from "@/lib/i18n/translate";
import { useTranslate } from "@/lib/i18n/use-translate";

function describe(translate: Translate, filter: VideoFilter): string {
  const what =
    filter.stage === "error"
      ? translate("videos.unavailable")
      : filter.captions === "without"
        ? translate("videos.noCaptions")
        : filter.captions === "partial"
          ? translate("videos.captionsFollow")
          : translate("job.everything");
  return filter.job_id ? translate("job.fromImport", { what }) : what;
}

/** Says that not everything is shown, and takes the limit away. */
export function FilterChip({ filter, onClear }: { filter: VideoFilter; onClear: () => void }) {
  const translate = useTranslate();
  return (
    <div className="flex shrink-0 px-4 pb-3 sm:px-6">
      <p className="flex items-center gap-1 rounded-full bg-accent-soft py-0.5 pr-1 pl-3 text-[13px] text-accent-text">
        {translate("videos.showing", { what: describe(translate, filter) })}
        <button
          type="button"
          aria-label={translate("videos.showAll")}
          onClick={onClear}
          className="grid size-6 place-items-center rounded-full transition-colors hover:bg-hover"
        >
          <X className="size-3.5" aria-hidden="true" />
        </button>
      </p>
    </div>
  );
}
