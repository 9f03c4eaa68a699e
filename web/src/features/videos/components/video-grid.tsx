import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useRef } from "react";
import type { Video } from "@/api/types";
import { useTranslate } from "@/lib/i18n/use-translate";
import { scrollMemory } from "../hooks/scroll-memory";
import { useArrowKeys } from "../hooks/use-arrow-keys";
import { gapFor, gridShape, useWidth } from "../hooks/use-columns";
import { useSeenVideos } from "../hooks/use-seen-videos";
import { VideoCard } from "./video-card";

interface VideoGridProps {
  listId: string;
  videos: readonly Video[];
  total: number;
  scroller: RefObject<HTMLElement | null>;
  highlight: { videoId: string; at: number } | null;
  hasMore: boolean;
  onNearEnd: () => void;
}

const ROWS_AHEAD = 2;
/** Rows before the end at which the next page is asked for: it is there before the end is seen. */
const NEAR_END_ROWS = 12;

export function VideoGrid(props: VideoGridProps) {
  const { listId, videos, total, scroller, highlight, hasMore, onNearEnd } = props;
  const translate = useTranslate();
  const grid = useRef<HTMLUListElement>(null);
  const width = useWidth(grid);
  const { columns, rowHeight } = gridShape(width);
  const gap = gapFor(width);
  const rows = width > 0 ? Math.ceil(videos.length / columns) : 0;
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: ROWS_AHEAD,
    initialOffset: () => scrollMemory.recall(listId),
    onChange: (instance) => scrollMemory.keep(listId, instance.scrollOffset ?? 0),
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new shape of the grid makes every row's height void
  useEffect(() => virtualizer.measure(), [rowHeight, columns]);

  const visible = virtualizer.getVirtualItems();
  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};
  useSeenVideos(videos.slice(startIndex * columns, (endIndex + 1) * columns));
  const lastVisible = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && rows > 0 && lastVisible >= rows - NEAR_END_ROWS) onNearEnd();
  }, [hasMore, lastVisible, rows, onNearEnd]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new highlight scrolls, not every change of the list
  useEffect(() => {
    const at = highlight ? videos.findIndex((video) => video.id === highlight.videoId) : -1;
    if (at >= 0) virtualizer.scrollToIndex(Math.floor(at / columns), { align: "center" });
  }, [highlight]);

  const onKeyDown = useArrowKeys(columns, videos.length, (index) =>
    virtualizer.scrollToIndex(Math.floor(index / columns)),
  );

  return (
    <ul
      ref={grid}
      aria-label={translate("videos.grid")}
      className="relative"
      style={{ height: virtualizer.getTotalSize() }}
      onKeyDown={onKeyDown}
    >
      {visible.flatMap((row) =>
        videos.slice(row.index * columns, (row.index + 1) * columns).map((video, column) => (
          <li
            key={video.youtube_id}
            aria-setsize={total}
            aria-posinset={row.index * columns + column + 1}
            data-index={row.index * columns + column}
            className="absolute top-0 left-0 [contain:layout_style]"
            style={{
              width: (width - gap * (columns - 1)) / columns,
              transform: `translate(${(column * (width + gap)) / columns}px, ${row.start}px)`,
            }}
          >
            <VideoCard video={video} pointed={highlight?.videoId === video.id ? highlight.at : 0} />
          </li>
        )),
      )}
    </ul>
  );
}
