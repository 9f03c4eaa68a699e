import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { queryString, request } from "@/api/http";
import type { Page, SearchHit } from "@/api/types";
import { keys } from "@/lib/cache/keys";

const PAGE_SIZE = 20;

export interface SearchRequest {
  words: string;
  /** Null: on every list. */
  listId: string | null;
  cursor?: string | null;
  signal?: AbortSignal;
}

export function searchVideos({ words, listId, cursor, signal }: SearchRequest): Promise<Page<SearchHit>> {
  const search = queryString({ q: words, list_id: listId, cursor, limit: PAGE_SIZE });
  return request(`/api/search${search}`, signal ? { signal } : {});
}

export function searchOptions(words: string, listId: string | null) {
  return infiniteQueryOptions({
    queryKey: keys.search(words, listId),
    // Other words abort what is on its way.
    queryFn: ({ pageParam, signal }) => searchVideos({ words, listId, cursor: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? null,
    enabled: words !== "",
    // What is on the shelf changes: a search of some minutes ago is asked again.
    staleTime: 60_000,
    gcTime: 120_000,
  });
}

/** While other words are on their way, what was found before stays. */
export function useSearch(words: string, listId: string | null) {
  return useInfiniteQuery({ ...searchOptions(words, listId), placeholderData: keepPreviousData });
}
