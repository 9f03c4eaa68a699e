import { queryOptions, useQuery } from "@tanstack/react-query";
import { everyPage } from "@/api/every-page";
import { request } from "@/api/http";
import type { SignedInDevice } from "@/api/types";
import { keys } from "@/lib/cache/keys";

export function getSessions(signal?: AbortSignal): Promise<SignedInDevice[]> {
  return everyPage("/api/sessions", (path) => request(path, signal ? { signal } : {}));
}

/** No event tells of them: they are asked for at every look. */
export function sessionsOptions() {
  return queryOptions({
    queryKey: keys.sessions,
    queryFn: ({ signal }) => getSessions(signal),
    staleTime: 0,
  });
}

export function useSessions() {
  return useQuery(sessionsOptions());
}
