import { History } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useTranslate } from "@/lib/i18n/use-translate";
import { SearchHint } from "./search-hint";

interface EarlierSearchesProps {
  searches: readonly string[];
  onChoose: (words: string) => void;
  onForget: () => void;
}

/** Before anything is typed: what was searched for before, and what can be searched for at all. */
export function EarlierSearches({ searches, onChoose, onForget }: EarlierSearchesProps) {
  const translate = useTranslate();
  return (
    <div className="min-h-0 overflow-y-auto px-2 pt-2 pb-3">
      {searches.length > 0 && (
        <section aria-label={translate("search.earlier")}>
          <div className="flex items-center justify-between pr-1 pl-2">
            <h2 className="text-ink-faint text-xs">{translate("search.earlier")}</h2>
            <Button tone="quiet" size="small" onClick={onForget}>
              {translate("search.forget")}
            </Button>
          </div>
          <ul>
            {searches.map((words) => (
              <li key={words}>
                <button
                  type="button"
                  onClick={() => {
                    onChoose(words);
                    document.querySelector<HTMLElement>("[role=combobox]")?.focus();
                  }}
                  className="flex w-full items-center gap-3 rounded-md px-2 py-2 text-left text-sm transition-colors hover:bg-hover"
                >
                  <History className="size-4 shrink-0 text-ink-faint" aria-hidden="true" />
                  <span className="min-w-0 truncate">{words}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <SearchHint />
    </div>
  );
}
