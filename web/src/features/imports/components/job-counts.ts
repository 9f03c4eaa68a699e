import type { Job } from "@/api/types";
import type { VideoFilter } from "@/lib/cache/video-query";
import type { MessageKey } from "@/lib/i18n/types";

type CountKey = Extract<MessageKey, `job.count${string}`>;

export interface JobCount {
  key: CountKey;
  count: number;
  /** Shows exactly these videos; null where they are not videos of this import. */
  filter: VideoFilter | null;
}

/**
 * What became of everything that was put in. The counts add up to `job.total`: each line and each video is in
 * exactly one of them. Zero counts are left out, but the first always stands.
 */
export function jobCounts(job: Job): JobCount[] {
  const of = { job_id: job.id };
  const counts: JobCount[] = [
    { key: "job.countFull", count: job.with_captions, filter: { ...of, captions: "with" } },
    { key: "job.countWithout", count: job.without_captions, filter: { ...of, captions: "without" } },
    { key: "job.countFollow", count: job.captions_follow, filter: { ...of, captions: "partial" } },
    { key: "job.countUnavailable", count: job.unavailable, filter: { ...of, state: "error" } },
    { key: "job.countPending", count: job.pending, filter: of },
    { key: "job.countRemoved", count: job.removed, filter: null },
    { key: "job.countDuplicates", count: job.duplicates, filter: null },
    { key: "job.countInvalid", count: job.invalid_count, filter: null },
  ];
  return counts.filter(({ count }, index) => index === 0 || count > 0);
}

/** Videos that are through, in whole percent of all that were created. */
export function jobPercent(job: Job): number {
  const done = job.complete + job.unavailable + job.removed;
  return job.created === 0 ? 0 : Math.min(100, Math.floor((done / job.created) * 100));
}
