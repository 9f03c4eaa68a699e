import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { CreatedPerson } from "@/api/types";
import { keys } from "@/lib/cache/keys";

/** The answer has a link to sign in with, this once. */
export function addUser(email: string): Promise<CreatedPerson> {
  return request("/api/users", { method: "POST", json: { email } });
}

export function useAddUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: addUser,
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.users }),
  });
}
