import { queryString, request } from "@/api/http";
import type { VideoIds } from "@/api/types";
import { type VideoQuery, videoParams } from "@/lib/cache/video-query";

/** Every video of a list that fits, however many pages they fill; in the order of the sort. */
export async function getVideoIds(listId: string, query: VideoQuery): Promise<string[]> {
  const path = `/api/lists/${listId}/video-ids${queryString(videoParams(query))}`;
  const { ids } = await request<VideoIds>(path);
  return ids;
}
