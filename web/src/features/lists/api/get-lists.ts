import { queryOptions, useQuery } from "@tanstack/react-query";
import { queryString, request } from "@/api/http";
import type { Page, VideoList } from "@/api/types";
import { keys } from "@/lib/cache/keys";

export async function getLists(signal?: AbortSignal): Promise<VideoList[]> {
  const lists: VideoList[] = [];
  let cursor: string | null = null;
  do {
    const path = `/api/lists${queryString({ limit: 200, cursor })}`;
    const page: Page<VideoList> = await request(path, signal ? { signal } : {});
    lists.push(...page.items);
    cursor = page.next_cursor ?? null;
  } while (cursor);
  return lists;
}

export function listsOptions() {
  return queryOptions({ queryKey: keys.lists, queryFn: ({ signal }) => getLists(signal) });
}

export function useLists() {
  return useQuery(listsOptions());
}
