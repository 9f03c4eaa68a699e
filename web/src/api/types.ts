/** What the server sends and takes. Hand-written until the OpenAPI document is there; then re-exports of it. */

export type ImportStage = "created" | "metadata" | "captions" | "chapters" | "complete" | "error";
export type EnrichmentState = "pending" | "processing" | "completed" | "partial" | "failed";
export type CaptionsSource = "youtube_manual" | "youtube_auto" | "whisper" | "none";
export type JobStatus = "running" | "paused" | "completed" | "cancelled";

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface AccessGrant {
  access_token: string;
  token_type: "bearer";
  /** Seconds. */
  expires_in: number;
}

export interface Me {
  id: string;
  email: string;
  created_at: string;
}

export interface VideoList {
  id: string;
  name: string;
  description: string | null;
  video_count: number;
  created_at: string;
  updated_at: string;
}

export interface VideoError {
  code: string;
  message: string;
}

export interface Video {
  id: string;
  list_id: string;
  job_id: string | null;
  youtube_id: string;
  title: string | null;
  channel: string | null;
  channel_id: string | null;
  /** Seconds. */
  duration: number | null;
  published_at: string | null;
  description: string | null;
  view_count: number | null;
  thumbnail_url: string | null;
  import_stage: ImportStage;
  import_progress: number;
  error: VideoError | null;
  enrichment_status: EnrichmentState;
  captions_source: CaptionsSource | null;
  captions_language: string | null;
  created_at: string;
  updated_at: string;
}

export interface VideoPage extends Page<Video> {
  total: number;
}

export interface InvalidLine {
  line: number;
  text: string;
  code: string;
}

export interface CollectionLine {
  line: number;
  kind: "playlist" | "channel";
  youtube_id: string;
}

export interface ImportReceipt {
  job_id: string;
  total: number;
  created: number;
  duplicates: number;
  invalid: InvalidLine[];
  playlists: CollectionLine[];
  video_ids: string[];
}

export interface ImportPreview {
  format: string;
  total: number;
  videos: { line: number; youtube_id: string }[];
  playlists: CollectionLine[];
  invalid: InvalidLine[];
  duplicates_in_input: number;
  already_in_list: number;
}

export interface Job {
  id: string;
  list_id: string;
  list_name: string;
  kind: "single" | "batch" | "file";
  status: JobStatus;
  label: string | null;
  total: number;
  created: number;
  duplicates: number;
  invalid_count: number;
  complete: number;
  with_captions: number;
  without_captions: number;
  captions_follow: number;
  unavailable: number;
  pending: number;
  expanding: boolean;
  paused_until: string | null;
  resumes_at: string | null;
  eta_seconds: number | null;
  created_at: string;
  finished_at: string | null;
}

export interface Chapter {
  start_seconds: number;
  end_seconds: number;
  title: string;
}

export interface Enrichment {
  status: EnrichmentState;
  progress_message: string | null;
  retry_count: number;
  captions_language: string | null;
  captions_source: CaptionsSource | null;
  chapters: Chapter[];
  chapters_source: string | null;
  error: VideoError | null;
  processed_at: string | null;
}

/** A change of one video. Fields beyond the stage are there once they are known. */
export interface ImportProgressEvent {
  type: "import_progress";
  seq?: number;
  video_id: string;
  youtube_id: string;
  list_id: string;
  job_id: string | null;
  stage: ImportStage;
  progress: number;
  message: string | null;
  title?: string | null;
  channel?: string | null;
  duration?: number | null;
  error?: VideoError | null;
  captions_source?: CaptionsSource | null;
  enrichment_status?: EnrichmentState;
}

export interface JobProgressEvent extends Partial<Omit<Job, "id">> {
  type: "job_progress";
  seq?: number;
  job_id: string;
  status: JobStatus;
  total: number;
  complete: number;
  without_captions: number;
  unavailable: number;
}

export interface VideosAddedEvent {
  type: "videos_added";
  seq?: number;
  list_id: string;
  job_id: string | null;
  count: number;
}

export interface VideoRemovedEvent {
  type: "video_removed";
  seq?: number;
  video_id?: string;
  list_id: string;
}

export type ProgressEvent = ImportProgressEvent | JobProgressEvent | VideosAddedEvent | VideoRemovedEvent;

export interface ProgressHistory extends Page<ProgressEvent> {
  last_seq: number;
}

export type SocketMessage =
  | { type: "ready"; seq: number; snapshot: ProgressEvent[] }
  | { type: "events"; events: ProgressEvent[] }
  | ProgressEvent;
