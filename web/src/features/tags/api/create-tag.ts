import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { Tag, TagColor } from "@/api/types";
import { keys } from "@/lib/cache/keys";

export interface NewTag {
  name: string;
  color: TagColor;
}

export function createTag(tag: NewTag): Promise<Tag> {
  return request("/api/tags", { method: "POST", json: tag });
}

export function useCreateTag() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: createTag,
    onSuccess: (made) => {
      client.setQueryData<Tag[]>(keys.tags, (tags) =>
        [...(tags ?? []), made].sort((one, other) => one.name.localeCompare(other.name)),
      );
    },
  });
}
