import type { Video } from "@/api/types";

/** Nobody wants to be asked about the first seconds, or about the last ones of a video they have seen. */
const WORTH_RESUMING_SECONDS = 10;
const AS_GOOD_AS_SEEN_SECONDS = 15;

export interface StartChoice {
  seconds: number;
  why: "asked" | "resume" | "start";
}

type Watched = Pick<Video, "position_seconds" | "duration">;

/** Where playing begins: at the second somebody asked for, where they stopped, or at the start. */
export function startChoice(video: Watched, asked: number | null): StartChoice {
  if (asked !== null) return { seconds: asked, why: "asked" };
  const stopped = video.position_seconds ?? 0;
  const end = video.duration ?? Number.POSITIVE_INFINITY;
  if (stopped >= WORTH_RESUMING_SECONDS && stopped < end - AS_GOOD_AS_SEEN_SECONDS) {
    return { seconds: stopped, why: "resume" };
  }
  return { seconds: 0, why: "start" };
}
