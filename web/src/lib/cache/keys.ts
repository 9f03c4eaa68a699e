/** The videos of one list as they are asked for; all of it is part of the cache key. */
export interface VideoFilter {
  stage?: "complete" | "error";
  captions?: "with" | "without" | "partial";
  job_id?: string;
}

export const keys = {
  me: ["me"] as const,
  lists: ["lists"] as const,
  jobs: ["jobs"] as const,
  allVideos: ["videos"] as const,
  videosOf: (listId: string) => ["videos", listId] as const,
  videos: (listId: string, filter: VideoFilter) => ["videos", listId, filter] as const,
  video: (videoId: string) => ["video", videoId] as const,
  enrichment: (videoId: string) => ["video", videoId, "enrichment"] as const,
  captions: (videoId: string) => ["video", videoId, "captions"] as const,
};
