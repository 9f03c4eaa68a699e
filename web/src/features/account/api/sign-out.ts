import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request, session } from "@/api/http";
import { forgetPersonal } from "@/lib/storage/personal";

export function signOut(): Promise<void> {
  return request("/api/auth/logout", { method: "POST" });
}

/** Whatever the server says, this browser forgets the account and everything it has seen of it. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSettled: () => {
      session.end();
      client.clear();
      forgetPersonal();
    },
  });
}
