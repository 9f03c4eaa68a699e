import type { ImportProgressEvent, Video } from "@/api/types";
import { mergeVideo } from "./merge-video";

interface Note {
  event: ImportProgressEvent;
  order: number;
}

/**
 * All that events have told of every video. An answer that was under way while events came in is older than they are:
 * `atLeast` brings it up to date, so that a tile never falls back.
 */
export class ProgressLedger {
  private readonly notes = new Map<string, Note>();
  private order = 0;

  /** Take this before a request and give it to `atLeast` with the answer. */
  mark(): number {
    return this.order;
  }

  /** False for an event that is older than one already noted. */
  note(event: ImportProgressEvent): boolean {
    const known = this.notes.get(event.video_id)?.event;
    if (known?.seq !== undefined && event.seq !== undefined && event.seq <= known.seq) return false;
    this.order += 1;
    // What an earlier event told stays told: not every event says everything.
    this.notes.set(event.video_id, { event: { ...known, ...event }, order: this.order });
    return true;
  }

  atLeast(video: Video, mark: number): Video {
    const note = this.notes.get(video.id);
    return note && note.order > mark ? mergeVideo(video, note.event) : video;
  }
}

export const progressLedger = new ProgressLedger();
