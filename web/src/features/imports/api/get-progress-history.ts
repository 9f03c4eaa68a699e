import { queryString, request } from "@/api/http";
import type { ProgressEvent, ProgressHistory } from "@/api/types";

/** Everything that happened in a job after `since`, all pages of it, and the number it reaches. */
export async function getProgressHistory(
  jobId: string,
  since: number,
): Promise<{ events: ProgressEvent[]; lastSeq: number }> {
  const events: ProgressEvent[] = [];
  let lastSeq = since;
  let cursor: string | null = null;
  do {
    const path = `/api/jobs/${jobId}/progress-history${queryString({ since, cursor, limit: 200 })}`;
    const page: ProgressHistory = await request(path);
    events.push(...page.items);
    lastSeq = Math.max(lastSeq, page.last_seq);
    cursor = page.next_cursor;
  } while (cursor);
  return { events, lastSeq };
}
