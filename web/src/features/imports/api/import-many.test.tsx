// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { keys } from "@/lib/cache/keys";
import { progressLedger } from "@/lib/cache/progress-ledger";
import { allVideos, noVideos, type VideoPages } from "@/lib/cache/video-pages";
import { anEvent } from "../../../../tests/builders";
import { aServer } from "../../../../tests/server";
import { textSource } from "../stores/import-drop-store";
import { useImportMany } from "./import-many";

const server = aServer();
const NEW = [
  { id: "placed-1", youtube_id: "aaaaaaaaaa1", title: "Rain" },
  { id: "placed-2", youtube_id: "aaaaaaaaaa2", title: null },
];

async function importing(videos: typeof NEW | null): Promise<VideoPages | undefined> {
  server.use(
    http.post("*/api/lists/l1/videos/batch", () => {
      // Told before the answer is here.
      progressLedger.note(anEvent({ video_id: "placed-2", seq: 1, stage: "metadata", progress: 25 }));
      const receipt = { job_id: "j1", total: 2, created: 2, duplicates: 0, invalid: [], playlists: [] };
      return HttpResponse.json({ ...receipt, video_ids: NEW.map(({ id }) => id), videos }, { status: 201 });
    }),
  );
  const client = new QueryClient();
  client.setQueryData(keys.videos("l1", {}), noVideos());
  const { result } = renderHook(useImportMany, {
    wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
  });
  result.current.mutate({ listId: "l1", source: textSource("…"), idempotencyKey: "k" });
  await waitFor(() => expect(result.current.isSuccess).toBe(true));
  return client.getQueryData(keys.videos("l1", {}));
}

test("every tile stands with the answer, as far as it is known by then", async () => {
  const shown = await importing(NEW);
  expect(shown && allVideos(shown)).toMatchObject([
    { id: "placed-1", list_id: "l1", job_id: "j1", title: "Rain", import_stage: "created" },
    { id: "placed-2", youtube_id: "aaaaaaaaaa2", import_stage: "metadata", import_progress: 25 },
  ]);
  expect(shown?.pages[0]?.total).toBe(2);
});

test("what the answer does not tell is left to be asked for", async () => {
  const shown = await importing(null);
  expect(shown && allVideos(shown)).toEqual([]);
});
