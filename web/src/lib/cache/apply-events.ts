import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type {
  ImportProgressEvent,
  Job,
  JobProgressEvent,
  Page,
  ProgressEvent,
  Video,
  VideosChangedEvent,
  VideosRemovedEvent,
} from "@/api/types";
import { keys } from "./keys";
import { mergeVideo } from "./merge-video";
import type { ProgressLedger } from "./progress-ledger";
import { dropVideos, mapVideos, updateVideoPages } from "./video-pages";

/** What events mean beyond the cached things they change: something has to be asked for. */
export interface Consequences {
  grownLists: Set<string>;
  unknownJobs: Set<string>;
  endedJobs: Set<string>;
  /** Their names, or which and how many videos are on them. */
  changedLists: Set<string>;
  /** Videos of a list of which something is new that no event tells; null where they are too many to name. */
  changedVideos: Map<string, Set<string> | null>;
  /** Videos that are gone, as far as they were named. */
  removedVideos: Set<string>;
  tagsChanged: boolean;
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
  const change = (video: Video) => fresh.get(video.id)?.reduce(mergeVideo, video) ?? video;
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

function patchPage(page: Page<Job>, events: readonly JobProgressEvent[]): Page<Job> {
  const changes = Map.groupBy(events, (event) => event.job_id);
  if (!page.items.some((job) => changes.has(job.id))) return page;
  return { ...page, items: page.items.map((job) => (changes.get(job.id) ?? []).reduce(patchJob, job)) };
}

function patchJobs(client: QueryClient, events: JobProgressEvent[], found: Consequences): void {
  if (events.length === 0) return;
  const known = new Set(client.getQueryData<Page<Job>>(keys.jobs)?.items.map((job) => job.id));
  for (const event of events) {
    if (!known.has(event.job_id)) found.unknownJobs.add(event.job_id);
    else if (ENDED.has(event.status)) found.endedJobs.add(event.job_id);
  }
  client.setQueryData<Page<Job>>(keys.jobs, (page) => page && patchPage(page, events));
  client.setQueryData<InfiniteData<Page<Job>>>(
    keys.jobHistory,
    (history) => history && { ...history, pages: history.pages.map((page) => patchPage(page, events)) },
  );
}

function nothingFound(): Consequences {
  return {
    grownLists: new Set(),
    unknownJobs: new Set(),
    endedJobs: new Set(),
    changedLists: new Set(),
    changedVideos: new Map(),
    removedVideos: new Set(),
    tagsChanged: false,
  };
}

/** Writes a batch of events into the cache: one pass over each cached list, however many events there are. */
export function applyEvents(
  client: QueryClient,
  ledger: ProgressLedger,
  events: readonly ProgressEvent[],
): Consequences {
  const found = nothingFound();
  const ofVideos: ImportProgressEvent[] = [];
  const ofJobs: JobProgressEvent[] = [];
  for (const event of events) {
    switch (event.type) {
      case "import_progress":
        ofVideos.push(event);
        break;
      case "job_progress":
        ofJobs.push(event);
        break;
      case "videos_added":
        found.grownLists.add(event.list_id);
        break;
      case "video_removed":
      case "videos_removed":
      case "list_removed":
        forgetVideos(client, event, found);
        break;
      case "video_changed":
      case "videos_changed":
        noteChange(event, found);
        break;
      case "list_changed":
        found.changedLists.add(event.list_id);
        break;
      case "tags_changed":
        found.tagsChanged = true;
        break;
    }
  }
  patchVideos(client, ledger, ofVideos);
  patchJobs(client, ofJobs, found);
  return found;
}

function namedVideos(event: VideosChangedEvent | VideosRemovedEvent): readonly string[] | null {
  return event.video_ids ?? (event.video_id === undefined ? null : [event.video_id]);
}

function noteChange(event: VideosChangedEvent, found: Consequences): void {
  const named = namedVideos(event);
  const earlier = found.changedVideos.get(event.list_id);
  if (named === null || earlier === null) found.changedVideos.set(event.list_id, null);
  else found.changedVideos.set(event.list_id, new Set([...(earlier ?? []), ...named]));
}

function forgetVideos(client: QueryClient, event: VideosRemovedEvent, found: Consequences): void {
  found.changedLists.add(event.list_id);
  const named = namedVideos(event);
  if (named === null) {
    found.changedVideos.set(event.list_id, null);
    return;
  }
  const gone = new Set(named);
  for (const videoId of gone) found.removedVideos.add(videoId);
  updateVideoPages(client, event.list_id, (pages) => dropVideos(pages, (video) => gone.has(video.id)));
}
