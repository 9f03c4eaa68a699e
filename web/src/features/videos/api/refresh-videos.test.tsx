import { QueryClient } from "@tanstack/react-query";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import type { Video } from "@/api/types";
import { keys } from "@/lib/cache/keys";
import type { VideoPages } from "@/lib/cache/video-pages";
import { aCompleteVideo } from "../../../../tests/builders";
import { aServer } from "../../../../tests/server";
import { refreshVideos } from "./refresh-videos";

const server = aServer();
const plain = keys.videos("l1", {});
const filtered = keys.videos("l1", { q: "rain" });

let client: QueryClient;
let fetched: string[];

function pagesOf(items: Video[]): VideoPages {
  return { pages: [{ items, next_cursor: null, total: items.length }], pageParams: [null] };
}

function isStale(queryKey: readonly unknown[]): boolean | undefined {
  return client.getQueryState(queryKey)?.isInvalidated;
}

beforeEach(() => {
  client = new QueryClient();
  fetched = [];
  const videos = Array.from({ length: 20 }, (_, index) => aCompleteVideo({ id: `v${index}`, title: "Rain" }));
  client.setQueryData(plain, pagesOf(videos));
  client.setQueryData(filtered, pagesOf(videos.slice(0, 2)));
  server.use(
    http.get("*/api/videos/:videoId", ({ params }) => {
      const id = String(params.videoId);
      fetched.push(id);
      if (id === "v3") return HttpResponse.json({ code: "not_found" }, { status: 404 });
      return HttpResponse.json(aCompleteVideo({ id, title: "Rain", tag_ids: ["t1"] }));
    }),
  );
});

test("a few are fetched one by one; what nobody has loaded is not asked for, what is gone stays as it was", async () => {
  await refreshVideos(client, "l1", new Set(["v1", "v3", "unseen"]));
  expect(fetched.sort()).toEqual(["v1", "v3"]);
  const shown = client.getQueryData<VideoPages>(plain)?.pages[0]?.items;
  expect(shown?.[1]?.tag_ids).toEqual(["t1"]);
  expect(shown?.[3]?.tag_ids).toEqual([]);
  expect(isStale(plain)).toBe(false);
});

test("views that choose or sort are asked for again: a change may bring videos in or out", async () => {
  await refreshVideos(client, "l1", new Set(["v1"]));
  expect(isStale(filtered)).toBe(true);
});

test("many are fetched with the views they are in", async () => {
  await refreshVideos(client, "l1", new Set(Array.from({ length: 15 }, (_, index) => `v${index}`)));
  expect(fetched).toEqual([]);
  expect(isStale(plain)).toBe(true);
});
