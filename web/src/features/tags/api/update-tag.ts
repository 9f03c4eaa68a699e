import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { Tag, TagColor } from "@/api/types";
import { keys } from "@/lib/cache/keys";

export interface TagChange {
  id: string;
  name?: string;
  color?: TagColor;
}

export function updateTag({ id, ...changes }: TagChange): Promise<Tag> {
  return request(`/api/tags/${id}`, { method: "PATCH", json: changes });
}

export function useUpdateTag() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: updateTag,
    onSuccess: (changed) => {
      client.setQueryData<Tag[]>(keys.tags, (tags) =>
        tags?.map((tag) => (tag.id === changed.id ? changed : tag)),
      );
      return client.invalidateQueries({ queryKey: keys.tags });
    },
  });
}
