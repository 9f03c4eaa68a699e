import { queryOptions, useQuery } from "@tanstack/react-query";
import { requestText } from "@/api/http";
import { keys } from "@/lib/cache/keys";
import { type Cue, parseWebVtt } from "@/lib/text/webvtt";

/** The cues of a video's captions; none where there are no captions (yet). */
export async function getCaptions(videoId: string, signal?: AbortSignal): Promise<Cue[]> {
  const file = await requestText(`/api/videos/${videoId}/captions.vtt`, signal ? { signal } : {});
  return file ? parseWebVtt(file) : [];
}

export function captionsOptions(videoId: string) {
  return queryOptions({
    queryKey: keys.captions(videoId),
    queryFn: ({ signal }) => getCaptions(videoId, signal),
  });
}

export function useCaptions(videoId: string) {
  return useQuery(captionsOptions(videoId));
}
