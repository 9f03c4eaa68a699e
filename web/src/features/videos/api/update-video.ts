import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { Video } from "@/api/types";
import { progressLedger } from "@/lib/cache/progress-ledger";
import { replaceVideos } from "./refresh-videos";

/** What somebody writes about a video themselves. */
export interface OwnWords {
  title?: string;
  notes?: string | null;
}

interface UpdateOptions {
  /** The page is being left. */
  keepalive?: boolean;
}

export async function updateVideo(
  videoId: string,
  json: OwnWords,
  { keepalive = false }: UpdateOptions = {},
): Promise<Video> {
  const mark = progressLedger.mark();
  const video = await request<Video>(`/api/videos/${videoId}`, { method: "PATCH", json, keepalive });
  return progressLedger.atLeast(video, mark);
}

export function showUpdated(client: QueryClient, video: Video): void {
  replaceVideos(client, video.list_id, [video]);
}

export function useRenameVideo(videoId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (title: string) => updateVideo(videoId, { title }),
    onSuccess: (video) => showUpdated(client, video),
  });
}
