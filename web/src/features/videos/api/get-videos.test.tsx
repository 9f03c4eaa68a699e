import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import type { Video } from "@/api/types";
import { applyEvents } from "@/lib/cache/apply-events";
import { keys } from "@/lib/cache/keys";
import { progressLedger } from "@/lib/cache/progress-ledger";
import { allVideos, type VideoPages } from "@/lib/cache/video-pages";
import { anEvent, aVideo } from "../../../../tests/builders";
import { aServer } from "../../../../tests/server";
import { syncListHead, videosOptions } from "./get-videos";

const server = aServer();
const LIST = "list-of-two-pages";

/** Two pages of one video each; the second is held back until it is let go. */
function twoPages(prefix: string): { asked: Promise<void>; letGo: () => void } {
  const asked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  server.use(
    http.get(`*/api/lists/${LIST}/videos`, async ({ request }) => {
      const cursor = new URL(request.url).searchParams.get("cursor");
      if (cursor === null) {
        return HttpResponse.json({
          items: [aVideo({ id: `${prefix}-1`, youtube_id: "aaaaaaaaaa1" })],
          next_cursor: "next",
          total: 2,
        });
      }
      asked.resolve();
      await release.promise;
      return HttpResponse.json({
        items: [aVideo({ id: `${prefix}-2`, youtube_id: "aaaaaaaaaa2" })],
        next_cursor: null,
        total: null,
      });
    }),
  );
  return { asked: asked.promise, letGo: () => release.resolve() };
}

function shown(client: QueryClient): Video[] {
  const pages = client.getQueryData<VideoPages>(keys.videos(LIST, {}));
  return pages ? allVideos(pages) : [];
}

function complete(id: string, seq: number) {
  return anEvent({ video_id: id, list_id: LIST, seq, stage: "complete", progress: 100, title: "Rain" });
}

test("what events tell while the next page is on its way is not lost when it comes", async () => {
  const client = new QueryClient();
  const observer = new InfiniteQueryObserver(client, videosOptions(LIST, {}));
  const stop = observer.subscribe(() => undefined);
  const { asked, letGo } = twoPages("scrolled");
  await observer.refetch();
  const more = observer.fetchNextPage();
  await asked;
  applyEvents(client, progressLedger, [complete("scrolled-1", 1001)]);
  letGo();
  await more;
  expect(shown(client).map((video) => video.import_progress)).toEqual([100, 0]);
  expect(shown(client)[0]).toMatchObject({ import_stage: "complete", title: "Rain" });
  stop();
});

test("nor while a grown list is fetched page by page", async () => {
  const client = new QueryClient();
  const observer = new InfiniteQueryObserver(client, videosOptions(LIST, {}));
  server.use(
    http.get(`*/api/lists/${LIST}/videos`, () =>
      HttpResponse.json({ items: [], next_cursor: null, total: 0 }),
    ),
  );
  const stop = observer.subscribe(() => undefined);
  await observer.refetch();
  const { asked, letGo } = twoPages("grown");
  const synced = syncListHead(client, LIST);
  await asked;
  applyEvents(client, progressLedger, [complete("grown-1", 2001)]);
  letGo();
  await synced;
  expect(shown(client).map((video) => video.import_progress)).toEqual([100, 0]);
  stop();
});
