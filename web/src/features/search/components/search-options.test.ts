import { expect, test } from "vitest";
import { aSearchHit } from "../../../../tests/builders";
import { movedTo, searchOptions } from "./search-options";

test("a video leads to its page, each of its moments to the second", () => {
  const hit = aSearchHit({ video_id: "v7", moments: [{ start_seconds: 123, snippet: "there" }] });
  expect(
    searchOptions([hit, aSearchHit({ video_id: "v8", moments: [] })]).map((option) => option.href),
  ).toEqual(["/videos/v7", "/videos/v7?t=123", "/videos/v8"]);
});

test("every option has a name of its own", () => {
  const moments = [1, 2, 3].map((start_seconds) => ({ start_seconds, snippet: "" }));
  const options = searchOptions([aSearchHit({ moments }), aSearchHit({ video_id: "v2", moments })]);
  expect(new Set(options.map((option) => option.id)).size).toBe(8);
});

test.each([
  ["ArrowDown", -1, 0],
  ["ArrowDown", 2, 0],
  ["ArrowUp", 0, 2],
  ["ArrowUp", -1, 2],
  ["PageDown", 0, 2],
  ["PageUp", 2, 0],
  ["a", 1, null],
])("%s at %d of three goes to %s", (key, at, to) => {
  expect(movedTo(key, at, 3)).toBe(to);
});

test("among nothing no key moves", () => {
  expect(movedTo("ArrowDown", -1, 0)).toBeNull();
});
