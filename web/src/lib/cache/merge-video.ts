import type { ImportProgressEvent, ImportStage, Video } from "@/api/types";

function laterStage(video: Video, event: ImportProgressEvent): ImportStage {
  if (video.import_stage === "complete" || event.progress < video.import_progress) return video.import_stage;
  return event.stage;
}

/** Facts an event brings along; those it does not mention stay. */
function factsOf(event: ImportProgressEvent): Partial<Video> {
  const facts: Partial<Video> = {};
  if (event.title != null) facts.title = event.title;
  if (event.channel != null) facts.channel = event.channel;
  if (event.duration != null) facts.duration = event.duration;
  if (event.error !== undefined) facts.error = event.error;
  if (event.captions_source !== undefined) facts.captions_source = event.captions_source;
  if (event.enrichment_status !== undefined) facts.enrichment_status = event.enrichment_status;
  return facts;
}

/** The video after the event; the same object if nothing changes. Progress never goes back. */
export function mergeVideo(video: Video, event: ImportProgressEvent): Video {
  const next: Video = {
    ...video,
    ...factsOf(event),
    import_stage: laterStage(video, event),
    import_progress: Math.max(video.import_progress, event.progress),
  };
  const changed = (Object.keys(next) as (keyof Video)[]).some((key) => next[key] !== video[key]);
  return changed ? next : video;
}
