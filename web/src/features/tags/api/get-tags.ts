import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queryString, request } from "@/api/http";
import type { Page, Tag } from "@/api/types";
import { keys } from "@/lib/cache/keys";

/** All of them, by name. */
export async function getTags(signal?: AbortSignal): Promise<Tag[]> {
  const tags: Tag[] = [];
  let cursor: string | null = null;
  do {
    const path = `/api/tags${queryString({ limit: 200, cursor })}`;
    const page: Page<Tag> = await request(path, signal ? { signal } : {});
    tags.push(...page.items);
    cursor = page.next_cursor ?? null;
  } while (cursor);
  return tags;
}

export function tagsOptions() {
  return queryOptions({ queryKey: keys.tags, queryFn: ({ signal }) => getTags(signal) });
}

export function useTags() {
  return useQuery(tagsOptions());
}

/** Tags by their ids; the same map until a tag changes. */
export function useTagIndex(): ReadonlyMap<string, Tag> {
  const { data } = useTags();
  return useMemo(() => new Map(data?.map((tag) => [tag.id, tag])), [data]);
}
