import { queryOptions, useQuery } from "@tanstack/react-query";
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

export function useJobs() {
  return useQuery(jobsOptions());
}
