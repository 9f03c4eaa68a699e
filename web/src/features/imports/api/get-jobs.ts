import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { queryString, request } from "@/api/http";
import type { Job, Page } from "@/api/types";
import { keys } from "@/lib/cache/keys";

const RECENT = 20;

/** Newest first. */
export function getJobs(signal?: AbortSignal, cursor?: string | null): Promise<Page<Job>> {
  return request(`/api/jobs${queryString({ limit: RECENT, cursor })}`, signal ? { signal } : {});
}

/** The newest jobs; the ones under way are always among them. */
export function jobsOptions() {
  return queryOptions({ queryKey: keys.jobs, queryFn: ({ signal }) => getJobs(signal) });
}

/** Every import there ever was, page by page. */
export function jobHistoryOptions() {
  return infiniteQueryOptions({
    queryKey: keys.jobHistory,
    queryFn: ({ pageParam, signal }) => getJobs(signal, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? null,
  });
}

/** The job as the server has just answered it. */
export function replaceJob(client: QueryClient, after: Job): void {
  const replace = (page: Page<Job>): Page<Job> => ({
    ...page,
    items: page.items.map((known) => (known.id === after.id ? after : known)),
  });
  client.setQueryData<Page<Job>>(keys.jobs, (page) => page && replace(page));
  client.setQueryData<InfiniteData<Page<Job>>>(
    keys.jobHistory,
    (history) => history && { ...history, pages: history.pages.map(replace) },
  );
}

export function useJobHistory() {
  return useInfiniteQuery(jobHistoryOptions());
}

export function useJobs() {
  return useQuery(jobsOptions());
}
