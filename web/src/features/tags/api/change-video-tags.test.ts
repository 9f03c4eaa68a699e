import { expect, test } from "vitest";
import { aVideo } from "../../../../tests/builders";
import { retag } from "./change-video-tags";

const video = aVideo({ tag_ids: ["a", "b"] });

test("tags come and go, none twice", () => {
  expect(retag(video, ["b", "c"], ["a"]).tag_ids).toEqual(["b", "c"]);
});

test("nothing new is the same video, so that nothing is drawn again", () => {
  expect(retag(video, ["a"], ["z"])).toBe(video);
});
