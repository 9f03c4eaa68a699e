import { request } from "@/api/http";

/** Tells the server what is looked at, at most 200 videos: they are fetched ahead of the rest. */
export function markSeen(videoIds: readonly string[]): Promise<unknown> {
  return request("/api/videos/seen", { method: "POST", json: { video_ids: videoIds } });
}
