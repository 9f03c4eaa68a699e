import { replaceEqualDeep } from "@tanstack/react-query";
import type { ImportProgressEvent, Video } from "@/api/types";
import { mergeVideo } from "./merge-video";
import { mapVideos, type VideoPages } from "./video-pages";

interface Note {
  event: ImportProgressEvent;
  order: number;
}

/**
 * All that events have told of every video. An answer that was under way while events came in is older than they are:
 * `atLeast` brings it up to date, so that a tile never falls back. So may be what waits for the next page of its list
 * to come in and is stored together with it: `keptUp` does the same for that.
 */
export class ProgressLedger {
  private readonly notes = new Map<string, Note>();
  private order = 0;
  /** Up to which event a video is told. */
  private readonly asOf = new WeakMap<Video, number>();

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
    const current = note && note.order > mark ? mergeVideo(video, note.event) : video;
    this.asOf.set(current, this.order);
    return current;
  }

  /** How a list's pages are stored: none of their videos older than its events, those unchanged the same objects. */
  keptUp(before: VideoPages | undefined, pages: VideoPages): VideoPages {
    const current = mapVideos(pages, (video) => this.atLeast(video, this.asOf.get(video) ?? this.order));
    const shared = replaceEqualDeep(before, current);
    for (const page of shared.pages) {
      if (!before?.pages.includes(page)) for (const video of page.items) this.asOf.set(video, this.order);
    }
    return shared;
  }
}

export const progressLedger = new ProgressLedger();
