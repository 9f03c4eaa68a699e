import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { changeQuery, type VideoQuery } from "@/lib/cache/video-query";
import { filterFrom, filterSearch } from "@/lib/route/filter-search";

export type QueryChanges = Parameters<typeof changeQuery>[1];

export interface ShelfQuery {
  query: VideoQuery;
  /** With `replace`, going back skips the step: for what changes with every letter. */
  change: (changes: QueryChanges, options?: { replace: boolean }) => void;
  /** Everything on the list again, in the order that was chosen. */
  clear: () => void;
}

/** What of a list is shown, as the address says it: reloading, going back and sharing keep it. */
export function useShelfQuery(): ShelfQuery {
  const [search, setSearch] = useSearchParams();
  const query = useMemo(() => filterFrom(search), [search]);
  const change = useCallback(
    (changes: QueryChanges, options?: { replace: boolean }): void => {
      setSearch((before) => filterSearch(changeQuery(filterFrom(before), changes)), options);
    },
    [setSearch],
  );
  const clear = useCallback((): void => {
    setSearch((before) => filterSearch(changeQuery({}, { sort: filterFrom(before).sort })));
  }, [setSearch]);
  return { query, change, clear };
}
