import { expect, test } from "vitest";
import { aVideo } from "../../../tests/builders";
import { allVideos, dropVideos, noVideos, optimisticVideo, prependVideos } from "./video-pages";

const real = aVideo({ id: "v1", youtube_id: "aaaaaaaaaaa" });

test("a stand-in makes room for the video it stood for", () => {
  const stood = prependVideos(noVideos(), [optimisticVideo("l1", "aaaaaaaaaaa", new Date(0))]);
  const after = prependVideos(stood, [real], stood.pages[0]?.total);
  expect(allVideos(after)).toEqual([real]);
  expect(after.pages[0]?.total).toBe(1);
});

test("a stand-in that was refused is taken back", () => {
  const tile = optimisticVideo("l1", "bbbbbbbbbbb", new Date(0));
  const stood = prependVideos(prependVideos(noVideos(), [real]), [tile]);
  const after = dropVideos(stood, (video) => video.id === tile.id);
  expect(allVideos(after)).toEqual([real]);
  expect(after.pages[0]?.total).toBe(1);
});

test("new videos stand in front, in their own order", () => {
  const first = aVideo({ id: "n1", youtube_id: "ccccccccccc" });
  const second = aVideo({ id: "n2", youtube_id: "ddddddddddd" });
  const after = prependVideos(prependVideos(noVideos(), [real]), [first, second]);
  expect(allVideos(after).map((video) => video.id)).toEqual(["n1", "n2", "v1"]);
});
