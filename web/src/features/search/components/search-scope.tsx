import { clsx } from "clsx";
import { useTranslate } from "@/lib/i18n/use-translate";

interface SearchScopeProps {
  listName: string;
  within: boolean;
  onChange: (within: boolean) => void;
}

/** Everything, or only the list on the page. */
export function SearchScope({ listName, within, onChange }: SearchScopeProps) {
  const translate = useTranslate();
  const choices = [
    { value: false, label: translate("search.everywhere") },
    { value: true, label: translate("search.onList", { name: listName }) },
  ];
  return (
    <fieldset className="flex min-w-0 shrink-0 gap-1.5 px-4 pt-2.5">
      <legend className="sr-only">{translate("search.scope")}</legend>
      {choices.map((choice) => (
        <label
          key={String(choice.value)}
          className={clsx(
            "min-w-0 cursor-pointer truncate rounded-full px-3 py-1 text-[13px] ring-1 ring-inset transition-colors",
            "has-focus-visible:outline-2 has-focus-visible:outline-accent-text has-focus-visible:outline-offset-2",
            choice.value === within
              ? "bg-accent-soft text-accent-text ring-accent-text/40"
              : "text-ink-soft ring-line-strong hover:bg-hover hover:text-ink",
          )}
        >
          <input
            type="radio"
            name="search-scope"
            checked={choice.value === within}
            onChange={() => onChange(choice.value)}
            className="sr-only"
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
