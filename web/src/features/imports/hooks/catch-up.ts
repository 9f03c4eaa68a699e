import type { QueryClient } from "@tanstack/react-query";
import type { Job, Page, ProgressEvent } from "@/api/types";
import { keys } from "@/lib/cache/keys";
import { getJobs } from "../api/get-jobs";
import { getProgressHistory } from "../api/get-progress-history";

export function isUnfinished(job: Job): boolean {
  return job.status === "running" || job.status === "paused";
}

export interface Missed {
  events: ProgressEvent[];
  /** The sequence number up to which nothing is missing now. */
  lastSeq: number;
}

/**
 * What happened after `since`: the history of every job that was unfinished when last seen or is now, and the jobs
 * as they stand.
 */
export async function catchUp(client: QueryClient, since: number): Promise<Missed> {
  const before = client.getQueryData<Page<Job>>(keys.jobs)?.items ?? [];
  const now = await getJobs();
  const wanted = new Set([...before, ...now.items].filter(isUnfinished).map((job) => job.id));
  const histories = await Promise.all([...wanted].map((jobId) => getProgressHistory(jobId, since)));
  client.setQueryData(keys.jobs, now);
  // What is no longer told is seen on the videos themselves.
  if (histories.some((history) => history.incomplete)) {
    void client.invalidateQueries({ queryKey: keys.allVideos });
  }
  return {
    events: histories.flatMap((history) => history.events),
    lastSeq: Math.max(since, ...histories.map((history) => history.lastSeq)),
  };
}
