import { queryOptions, useQuery } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { Enrichment } from "@/api/types";
import { keys } from "@/lib/cache/keys";

export function getEnrichment(videoId: string, signal?: AbortSignal): Promise<Enrichment> {
  return request(`/api/videos/${videoId}/enrichment`, signal ? { signal } : {});
}

export function enrichmentOptions(videoId: string) {
  return queryOptions({
    queryKey: keys.enrichment(videoId),
    queryFn: ({ signal }) => getEnrichment(videoId, signal),
  });
}

export function useVideoEnrichment(videoId: string) {
  return useQuery(enrichmentOptions(videoId));
}
