import { useTranslate } from "@/lib/i18n/use-translate";

const EXAMPLES = [
  ["search.phrase", "search.phraseMeans"],
  ["search.without", "search.withoutMeans"],
  ["search.either", "search.eitherMeans"],
] as const;

/** What can be searched for, and the three ways to be more exact. */
export function SearchHint() {
  const translate = useTranslate();
  return (
    <div className="px-2 pt-2 text-[13px] text-ink-soft">
      <p className="text-pretty">{translate("search.hint")}</p>
      <dl className="mt-3 grid grid-cols-[auto_1fr] items-baseline gap-x-3 gap-y-1.5">
        {EXAMPLES.map(([example, meaning]) => (
          <div key={example} className="contents">
            <dt className="justify-self-start whitespace-nowrap rounded bg-hover px-1.5 py-0.5 text-ink text-xs">
              {translate(example)}
            </dt>
            <dd>{translate(meaning)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
