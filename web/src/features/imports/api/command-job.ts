import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { Job } from "@/api/types";
import { keys } from "@/lib/cache/keys";
import { dropVideos, updateVideoPages } from "@/lib/cache/video-pages";
import { replaceJob } from "./get-jobs";

export type JobVerb = "pause" | "resume" | "cancel" | "undo";

export interface JobCommand {
  job: Job;
  verb: JobVerb;
}

export function commandJob({ job, verb }: JobCommand): Promise<Job> {
  return request(`/api/jobs/${job.id}/${verb}`, { method: "POST" });
}

export function useCommandJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: commandJob,
    onSuccess: (after, { job, verb }) => {
      replaceJob(client, after);
      if (verb === "pause" || verb === "resume") return;
      if (verb === "undo") {
        updateVideoPages(client, job.list_id, (pages) =>
          dropVideos(pages, (video) => video.job_id === job.id),
        );
      }
      void client.invalidateQueries({ queryKey: keys.videosOf(job.list_id) });
      void client.invalidateQueries({ queryKey: keys.lists });
    },
  });
}
