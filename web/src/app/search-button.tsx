import { Search } from "lucide-react";
import { useSearchStore } from "@/features/search/stores/search-store";
import { useTranslate } from "@/lib/i18n/use-translate";

/** Looks like the field it opens. */
export function SearchButton({ onOpen }: { onOpen?: (() => void) | undefined }) {
  const translate = useTranslate();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="/ Control+K Meta+K"
      onClick={() => {
        onOpen?.();
        useSearchStore.getState().show(true);
      }}
      className="flex h-9 w-full shrink-0 items-center gap-2.5 rounded-md bg-surface px-2.5 text-ink-soft text-sm ring-1 ring-line ring-inset transition-colors hover:text-ink hover:ring-line-strong"
    >
      <Search className="size-4" aria-hidden="true" />
      <span className="flex-1 text-left">{translate("search.title")}</span>
      <span aria-hidden="true" className="rounded bg-hover px-1.5 text-xs">
        /
      </span>
    </button>
  );
}
