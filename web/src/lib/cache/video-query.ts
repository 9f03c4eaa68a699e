import type { ImportStage } from "@/api/types";

export const SORTS = [
  "-created_at",
  "created_at",
  "title",
  "-title",
  "channel",
  "-channel",
  "duration",
  "-duration",
  "published_at",
  "-published_at",
] as const;

export type VideoSort = (typeof SORTS)[number];

/** Newest import first; what is asked for without a `sort`. */
export const DEFAULT_SORT: VideoSort = "-created_at";

/** Several stages look alike to a person. */
export type StateFilter = "complete" | "importing" | "error";
export type CaptionsFilter = "with" | "without" | "partial";

/** Which videos of a list are wanted. */
export interface VideoFilter {
  state?: StateFilter;
  captions?: CaptionsFilter;
  job_id?: string;
  /** Ids in rising order, so that the same choice is the same key. */
  tag?: readonly string[];
  /** Absent: any of them. */
  tag_mode?: "all";
  /** A channel's id, or its name where there is no id. */
  channel?: string;
  q?: string;
}

/** The videos of one list as they are asked for; all of it is part of the cache key. */
export interface VideoQuery extends VideoFilter {
  /** Never `DEFAULT_SORT`: that is no `sort`. */
  sort?: VideoSort;
}

const STAGES: Record<StateFilter, readonly ImportStage[]> = {
  complete: ["complete"],
  importing: ["created", "metadata", "captions", "chapters"],
  error: ["error"],
};

type Changes<T> = { [K in keyof T]?: T[K] | undefined };

/** The query with some of it changed; what is undefined is taken out. */
export function changeQuery(query: VideoQuery, changes: Changes<VideoQuery>): VideoQuery {
  const entries = Object.entries({ ...query, ...changes });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as VideoQuery;
}

/** Whether some videos of the list may be left out. */
export function isFiltered({ sort: _sort, tag_mode: _mode, ...filter }: VideoQuery): boolean {
  return Object.keys(filter).length > 0;
}

/** Everything on the list, newest import first: the view new videos come into at the top. */
export function isPlain(query: VideoQuery): boolean {
  return query.sort === undefined && !isFiltered(query);
}

/** The query parameters the server knows. */
export function videoParams({ state, ...query }: VideoQuery): Record<string, string | readonly string[]> {
  return { ...query, ...(state ? { stage: STAGES[state] } : {}) };
}
