import { queryOptions, useQuery } from "@tanstack/react-query";
import { everyPage } from "@/api/every-page";
import { request } from "@/api/http";
import type { Person } from "@/api/types";
import { keys } from "@/lib/cache/keys";

/** For the owner only. */
export function getUsers(signal?: AbortSignal): Promise<Person[]> {
  return everyPage("/api/users", (path) => request(path, signal ? { signal } : {}));
}

export function usersOptions() {
  return queryOptions({ queryKey: keys.users, queryFn: ({ signal }) => getUsers(signal), staleTime: 0 });
}

export function useUsers() {
  return useQuery(usersOptions());
}
