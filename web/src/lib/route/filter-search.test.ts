import { expect, test } from "vitest";
import { isFiltered, isPlain, type VideoQuery, videoParams } from "@/lib/cache/video-query";
import { filterFrom, filterSearch } from "./filter-search";

const everything: VideoQuery = {
  q: "bridges & rivers",
  job_id: "j1",
  state: "importing",
  captions: "without",
  channel: "UC1",
  tag: ["t1", "t2"],
  tag_mode: "all",
  sort: "-duration",
};

function roundTrip(query: VideoQuery): VideoQuery {
  return filterFrom(new URLSearchParams(filterSearch(query)));
}

test.each([{}, { state: "error" as const }, { sort: "title" as const }, everything])(
  "an address keeps %j",
  (query) => {
    expect(roundTrip(query)).toEqual(query);
  },
);

test("the same tags in another order, or twice, are the same choice", () => {
  expect(filterFrom(new URLSearchParams("tag=b&tag=a&tag=b"))).toEqual({ tag: ["a", "b"] });
});

test("what an address says beyond our words is left out", () => {
  expect(filterFrom(new URLSearchParams("stage=odd&sort=size&captions=&tags=all&q=%20"))).toEqual({});
});

test("all of one tag is any of it", () => {
  expect(filterFrom(new URLSearchParams("tag=a&tags=all"))).toEqual({ tag: ["a"] });
});

test("newest first is the plain order, and needs no word", () => {
  expect(filterFrom(new URLSearchParams("sort=-created_at"))).toEqual({});
  expect(isPlain({})).toBe(true);
  expect(isPlain({ sort: "title" })).toBe(false);
  expect(isFiltered({ sort: "title" })).toBe(false);
  expect(isFiltered({ q: "a" })).toBe(true);
});

test("videos being imported are in one of four stages", () => {
  expect(videoParams({ state: "importing", tag: ["t1"] })).toEqual({
    stage: ["created", "metadata", "captions", "chapters"],
    tag: ["t1"],
  });
});
