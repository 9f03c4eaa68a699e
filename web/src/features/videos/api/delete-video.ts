import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { Video } from "@/api/types";
import { keys } from "@/lib/cache/keys";
import { dropVideos, updateVideoPages } from "@/lib/cache/video-pages";

export function deleteVideo(video: Pick<Video, "id">): Promise<void> {
  return request(`/api/videos/${video.id}`, { method: "DELETE" });
}

export function useDeleteVideo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (video: Video) => deleteVideo(video),
    onSuccess: (_nothing, video) => {
      updateVideoPages(client, video.list_id, (pages) => dropVideos(pages, (other) => other.id === video.id));
      client.removeQueries({ queryKey: keys.video(video.id) });
      void client.invalidateQueries({ queryKey: keys.jobs });
      return client.invalidateQueries({ queryKey: keys.lists });
    },
  });
}
