import { replaceEqualDeep } from "@tanstack/react-query";
import type { ImportProgressEvent, Video, VideoPage } from "@/api/types";
import { mergeVideo } from "./merge-video";
import type { VideoPages } from "./video-pages";

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

  /**
   * How a list's pages are stored: none of their videos older than its events, those unchanged the same objects. Pages
   * that are stored already are left alone, so that a change costs what it changes, however long the list is.
   */
  keptUp(before: VideoPages | undefined, pages: VideoPages): VideoPages {
    const known = new KnownVideos(before);
    const next = pages.pages.map((page, index) => {
      if (known.has(page)) return page;
      return shallowShared(before?.pages[index], {
        ...page,
        items: this.keptVideos(known, page.items, index),
      });
    });
    const params = replaceEqualDeep(before?.pageParams, pages.pageParams);
    if (before && params === before.pageParams && sameItems(before.pages, next)) return before;
    return { pages: next, pageParams: params };
  }

  private keptVideos(known: KnownVideos, videos: readonly Video[], page: number): Video[] {
    return videos.map((video, index) => {
      const old = known.find(video.id, page, index);
      if (old === video) return old;
      const current = this.atLeast(video, this.asOf.get(video) ?? this.order);
      const shared = old ? replaceEqualDeep(old, current) : current;
      this.asOf.set(shared, this.order);
      return shared;
    });
  }
}

function sameItems<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

/** The page as it was, if it has the same videos. */
function shallowShared(before: VideoPage | undefined, page: VideoPage): VideoPage {
  const same =
    before?.next_cursor === page.next_cursor &&
    before?.total === page.total &&
    sameItems(before?.items ?? [], page.items);
  return same && before ? before : page;
}

/** The videos that are stored: most stand where they stood. */
class KnownVideos {
  private readonly pages: readonly VideoPage[];
  private byId: Map<string, Video> | null = null;

  constructor(before: VideoPages | undefined) {
    this.pages = before?.pages ?? [];
  }

  has(page: VideoPage): boolean {
    return this.pages.includes(page);
  }

  find(videoId: string, page: number, index: number): Video | undefined {
    const here = this.pages[page]?.items[index];
    if (here?.id === videoId) return here;
    this.byId ??= new Map(this.pages.flatMap(({ items }) => items.map((video) => [video.id, video])));
    return this.byId.get(videoId);
  }
}

export const progressLedger = new ProgressLedger();
