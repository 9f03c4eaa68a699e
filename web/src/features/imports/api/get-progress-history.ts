import { queryString, request } from "@/api/http";
import type { ProgressEvent, ProgressHistory } from "@/api/types";

const PAGE_SIZE = 200;

/** Everything that happened in a job after `since`, page by page, and the number it reaches. */
export async function getProgressHistory(
  jobId: string,
  since: number,
): Promise<{ events: ProgressEvent[]; lastSeq: number }> {
  const events: ProgressEvent[] = [];
  let lastSeq = since;
  let more = true;
  while (more) {
    const path = `/api/jobs/${jobId}/progress-history${queryString({ since: lastSeq, limit: PAGE_SIZE })}`;
    const page: ProgressHistory = await request(path);
    events.push(...page.items);
    more = Boolean(page.next_cursor) && page.last_seq > lastSeq;
    lastSeq = Math.max(lastSeq, page.last_seq);
  }
  return { events, lastSeq };
}
