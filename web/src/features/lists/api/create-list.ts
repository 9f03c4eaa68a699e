import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { VideoList } from "@/api/types";
import { keys } from "@/lib/cache/keys";
import { noVideos, type VideoPages } from "@/lib/cache/video-pages";

export function createList(name: string): Promise<VideoList> {
  return request("/api/lists", { method: "POST", json: { name } });
}

export function useCreateList() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: createList,
    onSuccess: (list) => {
      client.setQueryData<VideoPages>(keys.videos(list.id, {}), (pages) => pages ?? noVideos());
      client.setQueryData<VideoList[]>(keys.lists, (lists) => (lists ? [...lists, list] : [list]));
      return client.invalidateQueries({ queryKey: keys.lists });
    },
  });
}
