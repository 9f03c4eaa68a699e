import type { SearchHit } from "@/api/types";

/** One thing in the results that can be chosen: a video, or a moment in it. */
export interface SearchOption {
  id: string;
  hit: SearchHit;
  /** Where it is said; null for the video as a whole. */
  moment: SearchHit["moments"][number] | null;
  href: string;
}

/** Every video that was found, each followed by its moments: the order in which the arrow keys go. */
export function searchOptions(hits: readonly SearchHit[]): SearchOption[] {
  return hits.flatMap((hit) => {
    const href = `/videos/${hit.video_id}`;
    const video: SearchOption = { id: `found-${hit.video_id}`, hit, moment: null, href };
    const moments = hit.moments.map((moment, index) => ({
      id: `found-${hit.video_id}-${index}`,
      hit,
      moment,
      href: `${href}?t=${moment.start_seconds}`,
    }));
    return [video, ...moments];
  });
}

/** The place after a key was pressed; null where the key does not move. Wraps around, and none is chosen at -1. */
export function movedTo(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return at + 1 >= count ? 0 : at + 1;
  if (key === "ArrowUp") return at <= 0 ? count - 1 : at - 1;
  if (key === "PageDown") return Math.min(count - 1, at + 5);
  if (key === "PageUp") return Math.max(0, at - 5);
  return null;
}
