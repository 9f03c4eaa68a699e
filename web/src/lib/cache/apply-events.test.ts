import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test } from "vitest";
import type { Job, Page, ProgressEvent, Video } from "@/api/types";
import { aJob, anEvent, aVideo } from "../../../tests/builders";
import { applyEvents } from "./apply-events";
import { keys } from "./keys";
import { ProgressLedger } from "./progress-ledger";
import type { VideoPages } from "./video-pages";

let client: QueryClient;
let ledger: ProgressLedger;

const plain = keys.videos("l1", {});

function pagesOf(...pages: Video[][]): VideoPages {
  return {
    pages: pages.map((items) => ({ items, next_cursor: null, total: pages.flat().length })),
    pageParams: pages.map(() => null),
  };
}

function apply(...events: ProgressEvent[]) {
  return applyEvents(client, ledger, events);
}

function shown(): VideoPages {
  const pages = client.getQueryData<VideoPages>(plain);
  if (!pages) throw new Error("no videos in the cache");
  return pages;
}

beforeEach(() => {
  client = new QueryClient();
  ledger = new ProgressLedger();
  client.setQueryData(plain, pagesOf([aVideo({ id: "v1" }), aVideo({ id: "v2" })], [aVideo({ id: "v3" })]));
});

test("a batch patches exactly the videos it speaks of", () => {
  const before = shown();
  apply(
    anEvent({ seq: 1, video_id: "v2", stage: "metadata", progress: 25 }),
    anEvent({ seq: 2, video_id: "v2", stage: "captions", progress: 60 }),
  );
  const after = shown();
  expect(after.pages[0]?.items[1]?.import_progress).toBe(60);
  expect(after.pages[0]?.items[0]).toBe(before.pages[0]?.items[0]);
  expect(after.pages[1]).toBe(before.pages[1]);
});

test("late and repeated events never take a pie back", () => {
  apply(anEvent({ seq: 9, stage: "complete", progress: 100 }));
  apply(
    anEvent({ seq: 7, stage: "metadata", progress: 25 }),
    anEvent({ seq: 8, stage: "captions", progress: 60 }),
  );
  expect(shown().pages[0]?.items[0]).toMatchObject({ import_stage: "complete", import_progress: 100 });
});

test("a video that is open on its own page moves on, too", () => {
  client.setQueryData(keys.video("v1"), aVideo({ id: "v1" }));
  apply(anEvent({ seq: 1, stage: "complete", progress: 100 }));
  expect(client.getQueryData<Video>(keys.video("v1"))?.import_stage).toBe("complete");
});

test("events of videos that are not loaded leave everything as it is", () => {
  const before = shown();
  apply(anEvent({ seq: 1, video_id: "elsewhere" }));
  expect(shown()).toBe(before);
});

test("job counts are patched; an end and an unknown job are reported", () => {
  client.setQueryData<Page<Job>>(keys.jobs, {
    items: [aJob({ status: "running", complete: 3 })],
    next_cursor: null,
  });
  const found = apply(
    { type: "job_progress", seq: 1, job_id: "j1", status: "completed", complete: 49 },
    { type: "job_progress", seq: 2, job_id: "j9", status: "running" },
  );
  expect(client.getQueryData<Page<Job>>(keys.jobs)?.items[0]).toMatchObject({
    status: "completed",
    complete: 49,
  });
  expect([...found.endedJobs]).toEqual(["j1"]);
  expect([...found.unknownJobs]).toEqual(["j9"]);
});

test("videos added elsewhere are reported, a removed one is gone at once", () => {
  const found = apply(
    { type: "videos_added", seq: 1, list_id: "l1", job_id: "j2", count: 5 },
    { type: "video_removed", seq: 2, list_id: "l1", video_id: "v3" },
  );
  expect([...found.grownLists]).toEqual(["l1"]);
  expect(shown().pages[1]?.items).toEqual([]);
  expect(shown().pages[0]?.total).toBe(2);
});

test("changes are gathered by list; too many to name is all of them, whatever else was said", () => {
  const found = apply(
    { type: "video_changed", seq: 1, list_id: "l1", video_id: "v1" },
    { type: "videos_changed", seq: 2, list_id: "l1", video_ids: ["v2", "v1"] },
    { type: "videos_changed", seq: 3, list_id: "l2", video_ids: null },
    { type: "video_changed", seq: 4, list_id: "l2", video_id: "v9" },
  );
  expect([...(found.changedVideos.get("l1") ?? [])]).toEqual(["v1", "v2"]);
  expect(found.changedVideos.get("l2")).toBeNull();
});

test("many videos removed at once are gone at once, from every view", () => {
  const filtered = keys.videos("l1", { q: "rain" });
  client.setQueryData(filtered, pagesOf([aVideo({ id: "v2" })]));
  const found = apply({ type: "videos_removed", seq: 1, list_id: "l1", video_ids: ["v1", "v2"] });
  expect(shown().pages.flatMap((page) => page.items.map((video) => video.id))).toEqual(["v3"]);
  expect(client.getQueryData<VideoPages>(filtered)?.pages[0]?.items).toEqual([]);
  expect([...found.removedVideos]).toEqual(["v1", "v2"]);
  expect(found.changedVideos.size).toBe(0);
});

test("a list that lost more than can be named is asked for again", () => {
  const found = apply({ type: "videos_removed", seq: 1, list_id: "l1" });
  expect(found.changedVideos.get("l1")).toBeNull();
  expect([...found.changedLists]).toEqual(["l1"]);
});

test("other lists and tags are reported, an event of tomorrow is left alone", () => {
  const found = apply({ type: "list_changed", seq: 1, list_id: "l2" }, { type: "tags_changed", seq: 2 }, {
    type: "weather_changed",
    seq: 3,
  } as unknown as ProgressEvent);
  expect([...found.changedLists]).toEqual(["l2"]);
  expect(found.tagsChanged).toBe(true);
});

test("the history of imports moves along", () => {
  const page: Page<Job> = { items: [aJob({ status: "running", complete: 3 })], next_cursor: null };
  client.setQueryData(keys.jobHistory, {
    pages: [page, { items: [aJob({ id: "j2" })] }],
    pageParams: [null],
  });
  apply({ type: "job_progress", seq: 1, job_id: "j1", status: "running", complete: 9 });
  const history = client.getQueryData<{ pages: Page<Job>[] }>(keys.jobHistory);
  expect(history?.pages[0]?.items[0]?.complete).toBe(9);
  expect(history?.pages[1]?.items[0]?.complete).toBe(49);
});
