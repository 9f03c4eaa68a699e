import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { Tag } from "@/api/types";
import { keys } from "@/lib/cache/keys";

export function deleteTag(id: string): Promise<void> {
  return request(`/api/tags/${id}`, { method: "DELETE" });
}

/** The videos themselves still name the tag until they are fetched again; a name nobody knows is not shown. */
export function useDeleteTag() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deleteTag,
    onSuccess: (_nothing, id) => {
      client.setQueryData<Tag[]>(keys.tags, (tags) => tags?.filter((tag) => tag.id !== id));
    },
  });
}
