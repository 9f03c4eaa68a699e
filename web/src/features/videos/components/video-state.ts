import type { Video } from "@/api/types";

/** How a tile looks: `partial` opens like `complete`, only its captions are still to come. */
export type TileState = "importing" | "complete" | "partial" | "error";

export function tileState(video: Video): TileState {
  if (video.import_stage === "error") return "error";
  if (video.import_stage !== "complete") return "importing";
  return video.enrichment_status === "partial" ? "partial" : "complete";
}

export function opens(video: Video): boolean {
  return video.import_stage === "complete";
}
