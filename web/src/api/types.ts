/** What the server sends and takes: short names for the generated schemas, and the events of the socket. */
import type { components } from "./generated/schema";

type Schemas = components["schemas"];

export type AccessGrant = Schemas["AccessGrant"];
export type Me = Schemas["Account"];
export type VideoList = Schemas["ListView"];
export type Video = Schemas["VideoView"];
export type VideoPage = Schemas["VideoPage"];
export type RetriedVideos = Schemas["RetriedVideos"];
export type VideoError = Schemas["VideoError"];
export type Enrichment = Schemas["EnrichmentView"];
export type Chapter = Schemas["ChapterView"];
export type Job = Schemas["JobView"];
export type RetriedJob = Schemas["RetriedJob"];
export type ImportPreview = Schemas["Preview"];
export type ImportReceipt = Schemas["ImportReceipt"];
export type InvalidLine = Schemas["InvalidLine"];

export type ImportStage = Video["import_stage"];
export type EnrichmentState = Enrichment["status"];
export type CaptionsSource = NonNullable<Video["captions_source"]>;
export type JobStatus = Job["status"];

export type Tag = Schemas["TagView"];
export type TagColor = Tag["color"];
export type Channel = Schemas["ChannelView"];
export type ChangedVideos = Schemas["Changed"];
export type MoveReceipt = Schemas["MoveReceipt"];
export type RemovalReceipt = Schemas["RemovalReceipt"];
export type VideoIds = Schemas["VideoIds"];

export type SignedInDevice = Schemas["SessionView"];
export type AccessToken = Schemas["TokenView"];
export type NewToken = Schemas["NewToken"];
export type CreatedToken = Schemas["CreatedToken"];
export type PasswordChange = Schemas["PasswordChange"];
export type Person = Schemas["AccountView"];
export type CreatedPerson = Schemas["CreatedUser"];
export type SignInMethods = Schemas["SignInMethods"];
export type SearchHit = Schemas["SearchHit"];

export interface Page<T> {
  items: T[];
  next_cursor?: string | null;
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
}

export interface VideosAddedEvent {
  type: "videos_added";
  seq?: number;
  list_id: string;
  job_id: string | null;
  count: number;
}

/** One video was removed, those of a cancelled or undone import, some by their ids, or a whole list. */
export interface VideosRemovedEvent {
  type: "video_removed" | "videos_removed" | "list_removed";
  seq?: number;
  video_id?: string;
  video_ids?: string[] | null;
  list_id: string;
}

/** Something a person wrote or chose about videos: title, notes, tags, the list they stand on. */
export interface VideosChangedEvent {
  type: "video_changed" | "videos_changed";
  seq?: number;
  video_id?: string;
  /** Null or absent without a `video_id`: too many to name. */
  video_ids?: string[] | null;
  list_id: string;
}

export interface ListChangedEvent {
  type: "list_changed";
  seq?: number;
  list_id: string;
}

export interface TagsChangedEvent {
  type: "tags_changed";
  seq?: number;
}

export type ProgressEvent =
  | ImportProgressEvent
  | JobProgressEvent
  | VideosAddedEvent
  | VideosRemovedEvent
  | VideosChangedEvent
  | ListChangedEvent
  | TagsChangedEvent;

export interface ProgressHistory extends Page<ProgressEvent> {
  last_seq: number;
  /** Nothing is kept before this number. */
  first_seq: number;
}

export type SocketMessage =
  | { type: "ready"; seq: number; snapshot: ProgressEvent[] }
  | { type: "events"; events: ProgressEvent[] }
  | ProgressEvent;
