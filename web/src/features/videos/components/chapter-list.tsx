import type { Chapter } from "@/api/types";
import { clock } from "@/lib/format/duration";
import { useTranslate } from "@/lib/i18n/use-translate";

interface ChapterListProps {
  chapters: readonly Chapter[];
  nowSeconds: number;
  onJump: (seconds: number) => void;
}

export function ChapterList({ chapters, nowSeconds, onJump }: ChapterListProps) {
  const translate = useTranslate();
  if (chapters.length === 0) return null;
  return (
    <section aria-labelledby="chapters" className="mt-8">
      <h2 id="chapters" className="mb-2 font-semibold text-base">
        {translate("video.chapters")}
      </h2>
      <ol className="grid gap-px sm:grid-cols-2 sm:gap-x-4">
        {chapters.map((chapter) => {
          const current =
            nowSeconds > 0 && nowSeconds >= chapter.start_seconds && nowSeconds < chapter.end_seconds;
          return (
            <li key={chapter.start_seconds}>
              <button
                type="button"
                aria-current={current || undefined}
                onClick={() => onJump(chapter.start_seconds)}
                className="flex w-full items-baseline gap-3 rounded-md px-2 py-1.5 text-left text-sm transition-colors hover:bg-hover aria-current:bg-accent-soft"
              >
                <span className="w-12 shrink-0 text-right text-[13px] text-accent-text tabular-nums">
                  {clock(chapter.start_seconds)}
                </span>
                <span className="min-w-0">{chapter.title}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
