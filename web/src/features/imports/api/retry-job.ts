import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { Job, RetriedJob } from "@/api/types";
import { keys } from "@/lib/cache/keys";
import { replaceJob } from "./get-jobs";

export function retryJob(job: Job): Promise<RetriedJob> {
  return request(`/api/jobs/${job.id}/retry`, { method: "POST" });
}

/** Tries everything of an import again that is not available or whose captions follow. */
export function useRetryJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: retryJob,
    onSuccess: (after) => {
      replaceJob(client, after);
      // A view of what failed shows it no longer.
      void client.invalidateQueries({ queryKey: keys.videosOf(after.list_id) });
    },
  });
}
