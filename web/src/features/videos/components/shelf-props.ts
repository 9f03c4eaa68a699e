import type { ReactNode, RefObject } from "react";
import type { Tag, Video } from "@/api/types";
import type { VideoSort } from "@/lib/cache/video-query";

/** What the grid and the table are given alike. */
export interface ShelfProps {
  /** Names this view of this list; under it is remembered how far it was scrolled. */
  place: string;
  videos: readonly Video[];
  total: number;
  scroller: RefObject<HTMLElement | null>;
  highlight: { videoId: string; at: number } | null;
  tags: ReadonlyMap<string, Tag>;
  menu: (video: Video) => ReactNode;
  hasMore: boolean;
  onNearEnd: () => void;
}

export interface TableProps extends ShelfProps {
  sort: VideoSort;
  onSort: (sort: VideoSort) => void;
}
