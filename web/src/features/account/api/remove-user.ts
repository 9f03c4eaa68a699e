import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import { keys } from "@/lib/cache/keys";

export function removeUser(userId: string): Promise<void> {
  return request(`/api/users/${userId}`, { method: "DELETE" });
}

export function useRemoveUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: removeUser,
    onSettled: () => client.invalidateQueries({ queryKey: keys.users }),
  });
}
