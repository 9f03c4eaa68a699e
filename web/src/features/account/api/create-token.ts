import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { CreatedToken, NewToken } from "@/api/types";
import { keys } from "@/lib/cache/keys";

/** The answer has the token itself, this once. */
export function createToken(json: NewToken): Promise<CreatedToken> {
  return request("/api/tokens", { method: "POST", json });
}

export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: createToken,
    // The secret does not stay in the cache of mutations once nobody looks at it.
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
}
