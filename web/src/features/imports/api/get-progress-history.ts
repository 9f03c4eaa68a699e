import { queryString, request } from "@/api/http";
import type { ProgressEvent, ProgressHistory } from "@/api/types";

const PAGE_SIZE = 200;

export interface JobHistory {
  events: ProgressEvent[];
  /** The number it reaches. */
  lastSeq: number;
  /** Some of what happened after `since` is no longer kept. */
  incomplete: boolean;
}

/** Everything that is kept of what happened in a job after `since`, page by page. */
export async function getProgressHistory(jobId: string, since: number): Promise<JobHistory> {
  const events: ProgressEvent[] = [];
  let lastSeq = since;
  let incomplete = false;
  let more = true;
  while (more) {
    const path = `/api/jobs/${jobId}/progress-history${queryString({ since: lastSeq, limit: PAGE_SIZE })}`;
    const page: ProgressHistory = await request(path);
    events.push(...page.items);
    incomplete ||= page.first_seq > lastSeq + 1;
    more = Boolean(page.next_cursor) && page.last_seq > lastSeq;
    lastSeq = Math.max(lastSeq, page.last_seq);
  }
  return { events, lastSeq, incomplete };
}
