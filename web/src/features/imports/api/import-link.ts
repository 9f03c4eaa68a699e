import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { Video } from "@/api/types";
import { keys } from "@/lib/cache/keys";
import { progressLedger } from "@/lib/cache/progress-ledger";
import {
  dropVideos,
  optimisticVideo,
  placeVideos,
  updateVideoPages,
  type VideoPages,
} from "@/lib/cache/video-pages";

export interface LinkImport {
  listId: string;
  url: string;
  youtubeId: string;
}

export async function importLink({ listId, url }: LinkImport): Promise<Video> {
  const mark = progressLedger.mark();
  const video = await request<Video>(`/api/lists/${listId}/videos`, { method: "POST", json: { url } });
  return progressLedger.atLeast(video, mark);
}

function showAtOnce(client: QueryClient, { listId, youtubeId }: LinkImport): string | null {
  const plain = keys.videos(listId, {});
  const known = client.getQueryData<VideoPages>(plain);
  const standing = known?.pages.some((page) => page.items.some((video) => video.youtube_id === youtubeId));
  if (!known || standing) return null;
  const tile = optimisticVideo(listId, youtubeId, new Date());
  client.setQueryData<VideoPages>(plain, (pages) => pages && placeVideos(pages, [tile]));
  return tile.id;
}

/** The tile stands before the server has answered; if the answer is no, it is taken back. */
export function useImportLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: importLink,
    onMutate: (link) => ({ tileId: showAtOnce(client, link) }),
    onSuccess: (video) => {
      const plain = keys.videos(video.list_id, {});
      const known = client.getQueryData<VideoPages>(plain);
      if (known) client.setQueryData(plain, placeVideos(known, [video], { total: known.pages[0]?.total }));
      else void client.invalidateQueries({ queryKey: plain });
      void client.invalidateQueries({ queryKey: keys.jobs });
      void client.invalidateQueries({ queryKey: keys.lists });
    },
    onError: (_error, link, context) => {
      const tileId = context?.tileId;
      if (!tileId) return;
      updateVideoPages(client, link.listId, (pages) => dropVideos(pages, (video) => video.id === tileId));
    },
  });
}
