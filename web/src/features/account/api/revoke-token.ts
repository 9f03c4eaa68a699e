import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import { keys } from "@/lib/cache/keys";

export function revokeToken(tokenId: string): Promise<void> {
  return request(`/api/tokens/${tokenId}`, { method: "DELETE" });
}

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: revokeToken,
    onSettled: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
}
