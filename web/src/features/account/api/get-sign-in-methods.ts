import { queryOptions, useQuery } from "@tanstack/react-query";
import { requestUnsigned } from "@/api/http";
import type { SignInMethods } from "@/api/types";
import { keys } from "@/lib/cache/keys";

export function getSignInMethods(signal?: AbortSignal): Promise<SignInMethods> {
  return requestUnsigned("/api/auth/methods", signal ? { signal } : {});
}

export function signInMethodsOptions() {
  return queryOptions({
    queryKey: keys.signInMethods,
    queryFn: ({ signal }) => getSignInMethods(signal),
  });
}

export function useSignInMethods() {
  return useQuery(signInMethodsOptions());
}
