import type { QueryClient } from "@tanstack/react-query";
import type { ImportProgressEvent, Job, JobProgressEvent, Page, ProgressEvent, Video } from "@/api/types";
import { keys } from "./keys";
import { mergeVideo } from "./merge-video";
import type { ProgressLedger } from "./progress-ledger";
import { dropVideos, mapVideos, updateVideoPages } from "./video-pages";

/** What events mean beyond the cached things they change: something has to be asked for. */
export interface Consequences {
  grownLists: Set<string>;
  unknownJobs: Set<string>;
  endedJobs: Set<string>;
  changedLists: Set<string>;
}

const ENDED = new Set(["completed", "cancelled"]);

function patchVideos(client: QueryClient, ledger: ProgressLedger, events: ImportProgressEvent[]): void {
  const fresh = new Map<string, ImportProgressEvent[]>();
  for (const event of events) {
    if (!ledger.note(event)) continue;
    const earlier = fresh.get(event.video_id);
    if (earlier) earlier.push(event);
    else fresh.set(event.video_id, [event]);
  }
  if (fresh.size === 0) return;
  const change = (video: Video) => (fresh.get(video.id) ?? []).reduce(mergeVideo, video);
  updateVideoPages(client, null, (pages) => mapVideos(pages, change));
  for (const videoId of fresh.keys()) {
    client.setQueryData<Video>(keys.video(videoId), (video) => (video ? change(video) : undefined));
    refreshDetails(client, videoId);
  }
}

function refreshDetails(client: QueryClient, videoId: string): void {
  for (const queryKey of [keys.enrichment(videoId), keys.captions(videoId)]) {
    if (client.getQueryState(queryKey)) void client.invalidateQueries({ queryKey, exact: true });
  }
}

function patchJob(job: Job, event: JobProgressEvent): Job {
  const { type: _type, seq: _seq, job_id: _id, ...changes } = event;
  return { ...job, ...changes };
}

function patchJobs(client: QueryClient, events: JobProgressEvent[], found: Consequences): void {
  if (events.length === 0) return;
  const jobs = client.getQueryData<Page<Job>>(keys.jobs);
  const known = new Map(jobs?.items.map((job) => [job.id, job]));
  for (const event of events) {
    const job = known.get(event.job_id);
    if (!job) {
      found.unknownJobs.add(event.job_id);
      continue;
    }
    if (ENDED.has(event.status)) found.endedJobs.add(event.job_id);
    known.set(event.job_id, patchJob(job, event));
  }
  if (jobs)
    client.setQueryData(keys.jobs, { ...jobs, items: jobs.items.map((job) => known.get(job.id) ?? job) });
}

/** Writes a batch of events into the cache: one pass over each cached list, however many events there are. */
export function applyEvents(
  client: QueryClient,
  ledger: ProgressLedger,
  events: readonly ProgressEvent[],
): Consequences {
  const found: Consequences = {
    grownLists: new Set(),
    unknownJobs: new Set(),
    endedJobs: new Set(),
    changedLists: new Set(),
  };
  const ofVideos: ImportProgressEvent[] = [];
  const ofJobs: JobProgressEvent[] = [];
  for (const event of events) {
    if (event.type === "import_progress") ofVideos.push(event);
    else if (event.type === "job_progress") ofJobs.push(event);
    else if (event.type === "videos_added") found.grownLists.add(event.list_id);
    else forgetVideo(client, event.video_id, event.list_id, found);
  }
  patchVideos(client, ledger, ofVideos);
  patchJobs(client, ofJobs, found);
  return found;
}

function forgetVideo(
  client: QueryClient,
  videoId: string | undefined,
  listId: string,
  found: Consequences,
): void {
  found.changedLists.add(listId);
  if (videoId === undefined) void client.invalidateQueries({ queryKey: keys.videosOf(listId) });
  else updateVideoPages(client, listId, (pages) => dropVideos(pages, (video) => video.id === videoId));
}
