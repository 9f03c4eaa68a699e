import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import { keys } from "@/lib/cache/keys";

/** Signs one device out; null: all but this one. */
export function endSession(sessionId: string | null): Promise<void> {
  return request(sessionId === null ? "/api/sessions" : `/api/sessions/${sessionId}`, { method: "DELETE" });
}

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: endSession,
    onSettled: () => client.invalidateQueries({ queryKey: keys.sessions }),
  });
}
