import type { ImportProgressEvent, Job, SearchHit, Tag, Video, VideoList } from "@/api/types";
import { optimisticVideo } from "@/lib/cache/video-pages";

export function aVideo(changes: Partial<Video> = {}): Video {
  const id = changes.id ?? "v1";
  return { ...optimisticVideo("l1", "aaaaaaaaaaa", new Date(0)), id, job_id: "j1", ...changes };
}

export function aCompleteVideo(changes: Partial<Video> = {}): Video {
  return aVideo({
    title: "Why bridges hum",
    channel: "Slow Radio",
    duration: 754,
    import_stage: "complete",
    import_progress: 100,
    enrichment_status: "completed",
    captions_source: "youtube_manual",
    ...changes,
  });
}

export function anEvent(changes: Partial<ImportProgressEvent> = {}): ImportProgressEvent {
  return {
    type: "import_progress",
    video_id: "v1",
    youtube_id: "aaaaaaaaaaa",
    list_id: "l1",
    job_id: "j1",
    stage: "metadata",
    progress: 25,
    message: null,
    ...changes,
  };
}

/** Fifty lines: forty-seven videos in full, two without captions, one that cannot be had. */
export function aJob(changes: Partial<Job> = {}): Job {
  return {
    id: "j1",
    list_id: "l1",
    list_name: "Talks",
    kind: "batch",
    label: null,
    status: "completed",
    total: 50,
    created: 50,
    duplicates: 0,
    invalid_count: 0,
    complete: 49,
    with_captions: 47,
    without_captions: 2,
    captions_follow: 0,
    unavailable: 1,
    pending: 0,
    removed: 0,
    expanding: false,
    paused_until: null,
    resumes_at: null,
    eta_seconds: null,
    created_at: "2026-03-02T10:00:00Z",
    finished_at: "2026-03-02T10:05:00Z",
    ...changes,
  };
}

export function aSearchHit(changes: Partial<SearchHit> = {}): SearchHit {
  return {
    video_id: "v1",
    list_id: "l1",
    youtube_id: "aaaaaaaaaaa",
    title: "Why bridges hum",
    channel: "Slow Radio",
    duration: 754,
    thumbnail_url: "/api/videos/v1/thumbnail",
    import_stage: "complete",
    matched_in: "title",
    start_seconds: null,
    snippet: "Why <mark>bridges</mark> hum",
    moments: [],
    ...changes,
  };
}

export function aTag(changes: Partial<Tag> = {}): Tag {
  return { id: "t1", name: "Physics", color: "blue", video_count: 2, ...changes };
}

export function aList(changes: Partial<VideoList> = {}): VideoList {
  return {
    id: "l1",
    name: "Talks",
    description: null,
    video_count: 3,
    created_at: "2026-03-02T10:00:00Z",
    updated_at: "2026-03-02T10:00:00Z",
    ...changes,
  };
}
