import type { VideoFilter } from "@/lib/cache/keys";

const STAGES = ["complete", "error"] as const;
const CAPTIONS = ["with", "without", "partial"] as const;

function oneOf<T extends string>(value: string | null, allowed: readonly T[]): T | undefined {
  return allowed.find((option) => option === value);
}

/** The part of a list's address that says which of its videos to show. */
export function filterSearch(filter: VideoFilter): string {
  const search = new URLSearchParams();
  if (filter.job_id) search.set("job", filter.job_id);
  if (filter.stage) search.set("stage", filter.stage);
  if (filter.captions) search.set("captions", filter.captions);
  return search.toString();
}

export function filterFrom(search: URLSearchParams): VideoFilter {
  const stage = oneOf(search.get("stage"), STAGES);
  const captions = oneOf(search.get("captions"), CAPTIONS);
  const job = search.get("job");
  return {
    ...(stage ? { stage } : {}),
    ...(captions ? { captions } : {}),
    ...(job ? { job_id: job } : {}),
  };
}
