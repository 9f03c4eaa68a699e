import type { ImportPreview } from "@/api/types";

/** The server lists a video as often as it is named; a person counts it once. */
export function distinctVideos(preview: ImportPreview): number {
  return new Set(preview.videos.map((video) => video.youtube_id)).size;
}

/** Videos that would really be new on the list. */
export function freshVideos(preview: ImportPreview): number {
  return Math.max(0, distinctVideos(preview) - preview.already_in_list);
}
