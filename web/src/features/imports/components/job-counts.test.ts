import { expect, test } from "vitest";
import { aJob } from "../../../../tests/builders";
import { jobCounts, jobPercent } from "./job-counts";

test.each([
  aJob(),
  aJob({ total: 53, duplicates: 1, invalid_count: 2 }),
  aJob({ complete: 49, with_captions: 40, captions_follow: 7 }),
  aJob({
    status: "cancelled",
    complete: 10,
    with_captions: 10,
    without_captions: 0,
    unavailable: 0,
    removed: 40,
  }),
])("the counts of job %# add up to what was put in", (job) => {
  expect(jobCounts(job).reduce((sum, { count }) => sum + count, 0)).toBe(job.total);
});

test("what is zero is not said, but how many videos there are is", () => {
  const job = aJob({ complete: 0, with_captions: 0, without_captions: 0, unavailable: 50 });
  expect(jobCounts(job).map(({ key }) => key)).toEqual(["job.countFull", "job.countUnavailable"]);
});

test.each([
  [{ created: 0, complete: 0, unavailable: 0 }, 0],
  [{ created: 50, complete: 31, unavailable: 0 }, 62],
  [{ created: 3, complete: 2, unavailable: 1 }, 100],
  [{ created: 1000, complete: 999, unavailable: 0 }, 99],
])("%j is %i %%", (counts, percent) => {
  expect(jobPercent(aJob(counts))).toBe(percent);
});
