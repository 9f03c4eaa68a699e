import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { PasswordChange } from "@/api/types";
import { keys } from "@/lib/cache/keys";

/** Every other session ends with it. */
export function changePassword(json: PasswordChange): Promise<void> {
  return request("/api/me/password", { method: "POST", json });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: changePassword,
    gcTime: 0,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.me });
      void client.invalidateQueries({ queryKey: keys.sessions });
    },
  });
}
