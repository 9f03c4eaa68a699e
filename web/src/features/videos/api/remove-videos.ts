import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { RemovalReceipt } from "@/api/types";
import { inChunks } from "@/lib/cache/in-chunks";
import { keys } from "@/lib/cache/keys";
import { dropVideos, updateVideoPages } from "@/lib/cache/video-pages";

/** How many are gone. */
export function removeVideos(videoIds: readonly string[]): Promise<number> {
  return inChunks(videoIds, async (some) => {
    const answer = await request<RemovalReceipt>("/api/videos/remove", {
      method: "POST",
      json: { video_ids: some },
    });
    return answer.removed;
  });
}

export function useRemoveVideos() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: removeVideos,
    onSuccess: (_removed, videoIds) => {
      const gone = new Set(videoIds);
      updateVideoPages(client, null, (pages) => dropVideos(pages, (video) => gone.has(video.id)));
      for (const videoId of videoIds) client.removeQueries({ queryKey: keys.video(videoId) });
      for (const queryKey of [keys.jobs, keys.jobHistory, keys.lists, keys.tags, keys.allChannels]) {
        void client.invalidateQueries({ queryKey });
      }
    },
  });
}
