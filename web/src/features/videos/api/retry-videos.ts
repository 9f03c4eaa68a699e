import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { RetriedVideos } from "@/api/types";
import { inChunks } from "@/lib/cache/in-chunks";
import { keys } from "@/lib/cache/keys";

/** How many are tried again: of these, the ones that are not available or whose captions follow. */
export function retryVideos(videoIds: readonly string[]): Promise<number> {
  async function retrySome(some: readonly string[]): Promise<number> {
    const json = { video_ids: some };
    const answer = await request<RetriedVideos>("/api/videos/retry", { method: "POST", json });
    return answer.started;
  }
  return inChunks(videoIds, retrySome);
}

export function useRetryVideos() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: retryVideos,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.allVideos }),
  });
}
