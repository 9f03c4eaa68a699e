import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  type QueryFilters,
  useInfiniteQuery,
} from "@tanstack/react-query";
import { queryString, request } from "@/api/http";
import type { Video, VideoPage } from "@/api/types";
import { keys } from "@/lib/cache/keys";
import { progressLedger } from "@/lib/cache/progress-ledger";
import { allVideos, isOptimistic, placeVideos, type VideoPages } from "@/lib/cache/video-pages";
import { isPlain, type VideoQuery, videoParams } from "@/lib/cache/video-query";

const PAGE_SIZE = 200;

interface VideosRequest {
  listId: string;
  query?: VideoQuery;
  cursor?: string | null;
  signal?: AbortSignal;
}

/** One page; never older than the events that came in while it was on its way. */
export async function getVideos({ listId, query = {}, cursor, signal }: VideosRequest): Promise<VideoPage> {
  const mark = progressLedger.mark();
  const search = queryString({ ...videoParams(query), limit: PAGE_SIZE, cursor });
  const page: VideoPage = await request(`/api/lists/${listId}/videos${search}`, signal ? { signal } : {});
  return { ...page, items: page.items.map((video) => progressLedger.atLeast(video, mark)) };
}

export function videosOptions(listId: string, query: VideoQuery) {
  return infiniteQueryOptions({
    queryKey: keys.videos(listId, query),
    queryFn: ({ pageParam, signal }) => getVideos({ listId, query, cursor: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? null,
    // While a page is on its way, events change those before it; stored with it would be what these were before.
    structuralSharing: (before, pages) =>
      progressLedger.keptUp(before as VideoPages | undefined, pages as VideoPages),
  });
}

/** While another choice of the same list is on its way, what was shown before stays. */
export function useVideos(listId: string, query: VideoQuery) {
  return useInfiniteQuery({ ...videosOptions(listId, query), placeholderData: keepPreviousData });
}

/** The filtered and sorted views of a list: a change may move videos into them, out of them, or within. */
export function otherViews(listId: string): QueryFilters {
  return {
    queryKey: keys.videosOf(listId),
    predicate: ({ queryKey }) => !isPlain((queryKey[2] ?? {}) as VideoQuery),
  };
}

/** All of `page` that stands before the first video already known; and whether one was met. */
function unknownHead(page: VideoPage, known: ReadonlySet<string>): { fresh: Video[]; met: boolean } {
  const at = page.items.findIndex((video) => known.has(video.id));
  return at < 0 ? { fresh: page.items, met: false } : { fresh: page.items.slice(0, at), met: true };
}

/** Ids of what a list shows already, but for `except` and what stands there before the server has answered. */
function idsOf(pages: VideoPages, except: ReadonlySet<string>): Set<string> {
  const known = allVideos(pages).filter((video) => !isOptimistic(video) && !except.has(video.id));
  return new Set(known.map((video) => video.id));
}

/**
 * After an import: fetches only what is new at the top of a list, and shows every page as it comes. Pages that are
 * loaded already stay (their cursors point at videos, not at positions). Other views are asked for again.
 */
export async function syncListHead(client: QueryClient, listId: string): Promise<void> {
  const plain = keys.videos(listId, {});
  void client.invalidateQueries(otherViews(listId));
  if (!client.getQueryData(plain)) return client.invalidateQueries({ queryKey: plain });
  const fetched = new Set<string>();
  let behind: string | undefined;
  let total: number | undefined;
  let cursor: string | null = null;
  do {
    const page: VideoPage = await getVideos({ listId, cursor });
    const pages = client.getQueryData<VideoPages>(plain);
    if (!pages) return;
    total ??= page.total ?? undefined;
    // What has come by another way meanwhile is known, too.
    const { fresh, met } = unknownHead(page, idsOf(pages, fetched));
    client.setQueryData(plain, placeVideos(pages, fresh, { total, behind }));
    for (const video of fresh) fetched.add(video.id);
    behind = fresh.at(-1)?.id ?? behind;
    cursor = met ? null : (page.next_cursor ?? null);
  } while (cursor);
}
