import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { VideoList } from "@/api/types";
import { keys } from "@/lib/cache/keys";

export function deleteList(id: string): Promise<void> {
  return request(`/api/lists/${id}`, { method: "DELETE" });
}

export function useDeleteList() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deleteList,
    onSuccess: (_nothing, id) => {
      client.setQueryData<VideoList[]>(keys.lists, (lists) => lists?.filter((list) => list.id !== id));
      client.removeQueries({ queryKey: keys.videosOf(id) });
      return client.invalidateQueries({ queryKey: keys.jobs });
    },
  });
}
