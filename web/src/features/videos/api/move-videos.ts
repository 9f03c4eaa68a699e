import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { MoveReceipt } from "@/api/types";
import { inChunks } from "@/lib/cache/in-chunks";
import { keys } from "@/lib/cache/keys";

export interface VideoMove {
  videoIds: readonly string[];
  /** Where they go. */
  listId: string;
}

/** How many went; those that are on the other list already stay where they are. */
export function moveVideos({ videoIds, listId }: VideoMove): Promise<number> {
  return inChunks(videoIds, async (some) => {
    const answer = await request<MoveReceipt>("/api/videos/move", {
      method: "POST",
      json: { video_ids: some, list_id: listId },
    });
    return answer.moved;
  });
}

export function useMoveVideos() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: moveVideos,
    onSettled: () => {
      for (const queryKey of [keys.allVideos, keys.lists, keys.allChannels]) {
        void client.invalidateQueries({ queryKey });
      }
    },
  });
}
