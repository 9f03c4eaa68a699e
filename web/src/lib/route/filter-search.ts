import {
  type CaptionsFilter,
  DEFAULT_SORT,
  SORTS,
  type StateFilter,
  type VideoQuery,
} from "@/lib/cache/video-query";

const STATES: readonly StateFilter[] = ["complete", "importing", "error"];
const CAPTIONS: readonly CaptionsFilter[] = ["with", "without", "partial"];

function oneOf<T extends string>(value: string | null, allowed: readonly T[]): T | undefined {
  return allowed.find((option) => option === value);
}

/** The part of a list's address that says which of its videos to show, and in which order. */
export function filterSearch(query: VideoQuery): string {
  const search = new URLSearchParams();
  if (query.q) search.set("q", query.q);
  if (query.job_id) search.set("job", query.job_id);
  if (query.state) search.set("stage", query.state);
  if (query.captions) search.set("captions", query.captions);
  if (query.channel) search.set("channel", query.channel);
  for (const tagId of query.tag ?? []) search.append("tag", tagId);
  if (query.tag_mode && query.tag) search.set("tags", query.tag_mode);
  if (query.sort) search.set("sort", query.sort);
  return search.toString();
}

/** What an address asks for; anything it says that we do not understand is left out. */
export function filterFrom(search: URLSearchParams): VideoQuery {
  const query: VideoQuery = {};
  const text = search.get("q")?.trim();
  const job = search.get("job");
  const state = oneOf(search.get("stage"), STATES);
  const captions = oneOf(search.get("captions"), CAPTIONS);
  const channel = search.get("channel");
  const tags = [...new Set(search.getAll("tag").filter(Boolean))].sort();
  const sort = oneOf(search.get("sort"), SORTS);
  if (text) query.q = text;
  if (job) query.job_id = job;
  if (state) query.state = state;
  if (captions) query.captions = captions;
  if (channel) query.channel = channel;
  if (tags.length > 0) query.tag = tags;
  if (tags.length > 1 && search.get("tags") === "all") query.tag_mode = "all";
  if (sort && sort !== DEFAULT_SORT) query.sort = sort;
  return query;
}
