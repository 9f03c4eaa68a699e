import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { VideoList } from "@/api/types";
import { keys } from "@/lib/cache/keys";

interface Renaming {
  id: string;
  name: string;
}

export function renameList({ id, name }: Renaming): Promise<VideoList> {
  return request(`/api/lists/${id}`, { method: "PATCH", json: { name } });
}

export function useRenameList() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: renameList,
    onSuccess: (renamed) => {
      client.setQueryData<VideoList[]>(keys.lists, (lists) =>
        lists?.map((list) => (list.id === renamed.id ? renamed : list)),
      );
      return client.invalidateQueries({ queryKey: keys.lists });
    },
  });
}
