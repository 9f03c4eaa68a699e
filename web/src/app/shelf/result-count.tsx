import { useTranslate } from "@/lib/i18n/use-translate";

/** How many videos fit; null while that is being asked. Screen readers hear it when it changes. */
export function ResultCount({ count }: { count: number | null }) {
  const translate = useTranslate();
  return (
    <p role="status" className="text-[13px] text-ink-soft tabular-nums">
      {count === null ? "\u00a0" : translate("filter.results", { count })}
    </p>
  );
}
