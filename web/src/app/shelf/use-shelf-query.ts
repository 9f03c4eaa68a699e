import { useCallback, useEffect, useMemo, useRef, useState } from "react";
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
  const inAddress = useMemo(() => filterFrom(search), [search]);
  // The address follows in a transition: what was chosen shows at once, and the next choice builds on it.
  const [ahead, setAhead] = useState<{ query: VideoQuery; of: VideoQuery } | null>(null);
  const query = ahead?.of === inAddress ? ahead.query : inAddress;
  const latest = useRef(query);
  useEffect(() => {
    latest.current = query;
  }, [query]);

  const go = useCallback(
    (next: VideoQuery, options?: { replace: boolean }): void => {
      latest.current = next;
      setAhead({ query: next, of: inAddress });
      setSearch(filterSearch(next), options);
    },
    [inAddress, setSearch],
  );
  const change = useCallback(
    (changes: QueryChanges, options?: { replace: boolean }) =>
      go(changeQuery(latest.current, changes), options),
    [go],
  );
  const clear = useCallback(() => go(changeQuery({}, { sort: latest.current.sort })), [go]);
  return { query, change, clear };
}
