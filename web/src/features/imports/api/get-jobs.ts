import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { queryString, request } from "@/api/http";
import type { Job, Page } from "@/api/types";
import { keys } from "@/lib/cache/keys";

const RECENT = 20;

export function getJobs(signal?: AbortSignal): Promise<Page<Job>> {
  return request(`/api/jobs${queryString({ limit: RECENT })}`, signal ? { signal } : {});
}

/** The newest jobs; the ones under way are always among them. */
export function jobsOptions() {
  return queryOptions({ queryKey: keys.jobs, queryFn: ({ signal }) => getJobs(signal) });
}

/** The job as the server has just answered it. */
export function replaceJob(client: QueryClient, after: Job): void {
  client.setQueryData<Page<Job>>(keys.jobs, (jobs) =>
    jobs ? { ...jobs, items: jobs.items.map((known) => (known.id === after.id ? after : known)) } : undefined,
  );
}

export function useJobs() {
  return useQuery(jobsOptions());
}
