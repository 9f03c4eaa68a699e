import type { QueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { Video } from "@/api/types";
import { keys } from "@/lib/cache/keys";
import { mapVideos, updateVideoPages } from "@/lib/cache/video-pages";

/** Remembers where somebody stopped watching. Goes out even while the page is being left. */
export function putPosition(videoId: string, seconds: number): Promise<void> {
  return request(`/api/videos/${videoId}/position`, { method: "PUT", json: { seconds }, keepalive: true });
}

export function showPosition(client: QueryClient, videoId: string, seconds: number): void {
  const moved = (video: Video) => (video.id === videoId ? { ...video, position_seconds: seconds } : video);
  client.setQueryData<Video>(keys.video(videoId), (video) => video && moved(video));
  updateVideoPages(client, null, (pages) => mapVideos(pages, moved));
}
