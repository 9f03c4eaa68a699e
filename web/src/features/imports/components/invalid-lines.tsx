import type { InvalidLine } from "@/api/types";
import { useTranslate } from "@/lib/i18n/use-translate";

const SHOWN = 50;

export function InvalidLines({ lines }: { lines: readonly InvalidLine[] }) {
  const translate = useTranslate();
  if (lines.length === 0) return null;
  const more = lines.length - SHOWN;
  return (
    <ol className="mt-4 max-h-44 overflow-y-auto rounded-lg bg-page py-1.5 text-[13px] ring-1 ring-line ring-inset">
      {lines.slice(0, SHOWN).map(({ line, text }) => (
        <li key={`${line}-${text}`} className="flex gap-3 px-3 py-0.5">
          <span className="w-16 shrink-0 text-ink-faint tabular-nums">
            {translate("import.line", { line })}
          </span>
          <span className="min-w-0 truncate font-mono text-ink-soft" title={text}>
            {text}
          </span>
        </li>
      ))}
      {more > 0 && (
        <li className="px-3 py-0.5 text-ink-faint">{translate("import.moreLines", { count: more })}</li>
      )}
    </ol>
  );
}
