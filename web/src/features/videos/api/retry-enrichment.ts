import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import { keys } from "@/lib/cache/keys";

export function retryEnrichment(videoId: string): Promise<unknown> {
  return request(`/api/videos/${videoId}/enrichment/retry`, { method: "POST" });
}

export function useRetryEnrichment(videoId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => retryEnrichment(videoId),
    onSettled: () => client.invalidateQueries({ queryKey: keys.enrichment(videoId) }),
  });
}
