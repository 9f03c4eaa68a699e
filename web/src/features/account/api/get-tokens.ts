import { queryOptions, useQuery } from "@tanstack/react-query";
import { everyPage } from "@/api/every-page";
import { request } from "@/api/http";
import type { AccessToken } from "@/api/types";
import { keys } from "@/lib/cache/keys";

export function getTokens(signal?: AbortSignal): Promise<AccessToken[]> {
  return everyPage("/api/tokens", (path) => request(path, signal ? { signal } : {}));
}

export function tokensOptions() {
  return queryOptions({
    queryKey: keys.tokens,
    queryFn: ({ signal }) => getTokens(signal),
    staleTime: 0,
  });
}

export function useTokens() {
  return useQuery(tokensOptions());
}
