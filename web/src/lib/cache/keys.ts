import type { VideoQuery } from "./video-query";

export const keys = {
  me: ["me"] as const,
  signInMethods: ["sign-in-methods"] as const,
  sessions: ["sessions"] as const,
  tokens: ["tokens"] as const,
  users: ["users"] as const,
  lists: ["lists"] as const,
  jobs: ["jobs"] as const,
  jobHistory: ["job-history"] as const,
  search: (words: string, listId: string | null) => ["search", words, listId] as const,
  tags: ["tags"] as const,
  allChannels: ["channels"] as const,
  channels: (listId: string) => ["channels", listId] as const,
  allVideos: ["videos"] as const,
  videosOf: (listId: string) => ["videos", listId] as const,
  videos: (listId: string, query: VideoQuery) => ["videos", listId, query] as const,
  video: (videoId: string) => ["video", videoId] as const,
  enrichment: (videoId: string) => ["video", videoId, "enrichment"] as const,
  captions: (videoId: string) => ["video", videoId, "captions"] as const,
};
