import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Video, VideoPage } from "@/api/types";
import { keys } from "./keys";

export type VideoPages = InfiniteData<VideoPage, string | null>;

const OPTIMISTIC = "optimistic:";

export function isOptimistic(video: Pick<Video, "id">): boolean {
  return video.id.startsWith(OPTIMISTIC);
}

/** A tile that stands before the server has answered. */
export function optimisticVideo(listId: string, youtubeId: string, at: Date): Video {
  return newVideo({ id: OPTIMISTIC + youtubeId, list_id: listId, youtube_id: youtubeId }, at);
}

type NewVideo = Pick<Video, "id" | "list_id" | "youtube_id"> & Partial<Video>;

/** A video of which nothing is known but that it is on the list. */
export function newVideo(known: NewVideo, at: Date): Video {
  return {
    job_id: null,
    title: null,
    channel: null,
    channel_id: null,
    duration: null,
    published_at: null,
    description: null,
    view_count: null,
    thumbnail_url: "",
    notes: null,
    tag_ids: [],
    position_seconds: null,
    import_stage: "created",
    import_progress: 0,
    error: null,
    enrichment_status: "pending",
    captions_source: null,
    captions_language: null,
    created_at: at.toISOString(),
    updated_at: at.toISOString(),
    ...known,
  };
}

/** A list that was made a moment ago: known to be empty, so that its first tile can stand at once. */
export function noVideos(): VideoPages {
  return { pages: [{ items: [], next_cursor: null, total: 0 }], pageParams: [null] };
}

/** Changes single videos; pages without a change, and data without any, stay the same objects. */
export function mapVideos(pages: VideoPages, change: (video: Video) => Video): VideoPages {
  let touched = false;
  const next = pages.pages.map((page) => {
    let pageTouched = false;
    const items = page.items.map((video) => {
      const changed = change(video);
      if (changed !== video) pageTouched = true;
      return changed;
    });
    touched ||= pageTouched;
    return pageTouched ? { ...page, items } : page;
  });
  return touched ? { ...pages, pages: next } : pages;
}

export function dropVideos(pages: VideoPages, gone: (video: Video) => boolean): VideoPages {
  const counts = pages.pages.map((page) => page.items.filter(gone).length);
  const dropped = counts.reduce((sum, count) => sum + count, 0);
  if (dropped === 0) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page, index) => ({
      ...page,
      total: Math.max(0, (page.total ?? 0) - dropped),
      items: counts[index] ? page.items.filter((video) => !gone(video)) : page.items,
    })),
  };
}

interface Placing {
  /** How many videos the list has then; absent: as many more as are new. */
  total?: number | null | undefined;
  /** Behind this one instead of at the front. */
  behind?: string | undefined;
}

/** New videos at the front, in their order; a stand-in for one of them makes room, and nothing stands twice. */
export function placeVideos(pages: VideoPages, fresh: readonly Video[], placing: Placing = {}): VideoPages {
  const coming = new Map(fresh.map((video) => [video.youtube_id, video]));
  const rest = dropVideos(pages, (video) => coming.has(video.youtube_id));
  const [first, ...others] = rest.pages;
  if (!first) return pages;
  const total = placing.total ?? (first.total ?? 0) + fresh.length;
  const at = first.items.findIndex((video) => video.id === placing.behind) + 1;
  const items = [...first.items.slice(0, at), ...fresh, ...first.items.slice(at)];
  return { ...rest, pages: [{ ...first, total, items }, ...others] };
}

export function allVideos(pages: VideoPages): Video[] {
  return pages.pages.flatMap((page) => page.items);
}

/**
 * Every cached view of one list, or of all lists. A view that is to be asked for again when it is next looked at
 * still is afterwards.
 */
export function updateVideoPages(
  client: QueryClient,
  listId: string | null,
  change: (pages: VideoPages) => VideoPages,
): void {
  const queryKey = listId === null ? keys.allVideos : keys.videosOf(listId);
  for (const query of client.getQueryCache().findAll({ queryKey })) {
    const pages = query.state.data as VideoPages | undefined;
    const next = pages && change(pages);
    if (next === pages) continue;
    const outdated = query.state.isInvalidated;
    client.setQueryData(query.queryKey, next);
    if (outdated) query.invalidate();
  }
}
