import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { aVideo } from "../../../tests/builders";
import { keys } from "./keys";
import {
  allVideos,
  dropVideos,
  mapVideos,
  noVideos,
  optimisticVideo,
  placeVideos,
  updateVideoPages,
} from "./video-pages";

const real = aVideo({ id: "v1", youtube_id: "aaaaaaaaaaa" });

test("a stand-in makes room for the video it stood for", () => {
  const stood = placeVideos(noVideos(), [optimisticVideo("l1", "aaaaaaaaaaa", new Date(0))]);
  const after = placeVideos(stood, [real], { total: stood.pages[0]?.total });
  expect(allVideos(after)).toEqual([real]);
  expect(after.pages[0]?.total).toBe(1);
});

test("a stand-in that was refused is taken back", () => {
  const tile = optimisticVideo("l1", "bbbbbbbbbbb", new Date(0));
  const stood = placeVideos(placeVideos(noVideos(), [real]), [tile]);
  const after = dropVideos(stood, (video) => video.id === tile.id);
  expect(allVideos(after)).toEqual([real]);
  expect(after.pages[0]?.total).toBe(1);
});

test("new videos stand in front, in their own order", () => {
  const first = aVideo({ id: "n1", youtube_id: "ccccccccccc" });
  const second = aVideo({ id: "n2", youtube_id: "ddddddddddd" });
  const after = placeVideos(placeVideos(noVideos(), [real]), [first, second]);
  expect(allVideos(after).map((video) => video.id)).toEqual(["n1", "n2", "v1"]);
});

test("a view that is out of date stays so, though single videos in it are brought up to date", async () => {
  const client = new QueryClient();
  const view = keys.videos("l1", { q: "rain" });
  client.setQueryData(view, placeVideos(noVideos(), [real]));
  await client.invalidateQueries({ queryKey: view });
  updateVideoPages(client, "l1", (pages) => mapVideos(pages, (video) => ({ ...video, title: "Rain" })));
  updateVideoPages(client, null, (pages) => mapVideos(pages, (video) => video));
  const state = client.getQueryState<ReturnType<typeof noVideos>>(view);
  expect(state?.data && allVideos(state.data)[0]?.title).toBe("Rain");
  expect(state?.isInvalidated).toBe(true);
});

test("more of the same import stands behind what has come of it", () => {
  const [first, second, old] = ["v1", "v2", "v9"].map((id) => aVideo({ id, youtube_id: id.padEnd(11, "-") }));
  if (!first || !second || !old) throw new Error("three videos");
  const shown = placeVideos(placeVideos(noVideos(), [old]), [first]);
  const after = placeVideos(shown, [second], { behind: first.id, total: 7 });
  expect(allVideos(after)).toEqual([first, second, old]);
  expect(after.pages[0]?.total).toBe(7);
});
