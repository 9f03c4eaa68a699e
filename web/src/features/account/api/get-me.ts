import { queryOptions, useQuery } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { Me } from "@/api/types";
import { keys } from "@/lib/cache/keys";

export function getMe(signal?: AbortSignal): Promise<Me> {
  return request("/api/me", signal ? { signal } : {});
}

export function meOptions() {
  return queryOptions({ queryKey: keys.me, queryFn: ({ signal }) => getMe(signal) });
}

export function useMe() {
  return useQuery(meOptions());
}
