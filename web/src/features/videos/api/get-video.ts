import { queryOptions, useQuery } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { Video } from "@/api/types";
import { keys } from "@/lib/cache/keys";
import { progressLedger } from "@/lib/cache/progress-ledger";

export async function getVideo(videoId: string, signal?: AbortSignal): Promise<Video> {
  const mark = progressLedger.mark();
  const video = await request<Video>(`/api/videos/${videoId}`, signal ? { signal } : {});
  return progressLedger.atLeast(video, mark);
}

export function videoOptions(videoId: string) {
  return queryOptions({ queryKey: keys.video(videoId), queryFn: ({ signal }) => getVideo(videoId, signal) });
}

export function useVideo(videoId: string) {
  return useQuery(videoOptions(videoId));
}
