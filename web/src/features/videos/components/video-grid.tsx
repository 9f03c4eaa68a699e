import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useEffect, useRef } from "react";
import { useTranslate } from "@/lib/i18n/use-translate";
import { scrollMemory } from "../hooks/scroll-memory";
import { useArrowKeys } from "../hooks/use-arrow-keys";
import { gapFor, gridShape, useWidth } from "../hooks/use-columns";
import { useNearEnd } from "../hooks/use-near-end";
import { useSeenVideos } from "../hooks/use-seen-videos";
import { useSelect } from "../hooks/use-select";
import { useSelectionGestures } from "../hooks/use-selection-gestures";
import { useViewStore } from "../stores/view-store";
import type { ShelfProps } from "./shelf-props";
import { VideoCard } from "./video-card";

const ROWS_AHEAD = 2;

export function VideoGrid(props: ShelfProps) {
  const { place, videos, total, scroller, highlight, tags, menu, hasMore, onNearEnd } = props;
  const translate = useTranslate();
  const grid = useRef<HTMLUListElement>(null);
  const width = useWidth(grid);
  const { columns, rowHeight } = gridShape(
    width,
    useViewStore((store) => store.columns),
  );
  const gap = gapFor(width);
  // Whole pixels: between them letters blur, and a hairline shows in the middle of a pie.
  const tile = Math.floor((width - gap * (columns - 1)) / columns);
  const rows = width > 0 ? Math.ceil(videos.length / columns) : 0;
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: ROWS_AHEAD,
    initialOffset: () => scrollMemory.recall(place),
    onChange: (instance) => scrollMemory.keep(place, instance.scrollOffset ?? 0),
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new shape of the grid makes every row's height void
  useEffect(() => virtualizer.measure(), [rowHeight, columns]);

  const visible = virtualizer.getVirtualItems();
  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};
  useSeenVideos(videos.slice(startIndex * columns, (endIndex + 1) * columns));
  useNearEnd({ rows, lastDrawn: visible.at(-1)?.index ?? 0, hasMore, onNearEnd });

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new highlight scrolls, not every change of the list
  useEffect(() => {
    const at = highlight ? videos.findIndex((video) => video.id === highlight.videoId) : -1;
    if (at >= 0) virtualizer.scrollToIndex(Math.floor(at / columns), { align: "center" });
  }, [highlight]);

  const { select, extend } = useSelect(videos);
  const { onSelectKey, ...gestures } = useSelectionGestures(videos, select);
  const onArrowKey = useArrowKeys({
    columns,
    count: videos.length,
    scrollTo: (index) => virtualizer.scrollToIndex(Math.floor(index / columns)),
    onExtend: extend,
  });

  return (
    <ul
      ref={grid}
      {...gestures}
      aria-label={translate("videos.grid")}
      data-scrolling={virtualizer.isScrolling || undefined}
      className="shelf-touch relative"
      style={{ height: virtualizer.getTotalSize(), "--tile": `${tile}px` } as CSSProperties}
      onKeyDown={(event) => {
        onSelectKey(event);
        onArrowKey(event);
      }}
    >
      {visible.flatMap((row) =>
        videos.slice(row.index * columns, (row.index + 1) * columns).map((video, column) => (
          <li
            key={video.youtube_id}
            aria-setsize={total}
            aria-posinset={row.index * columns + column + 1}
            data-index={row.index * columns + column}
            // Its size is known, and it is a layer: whatever happens in one tile, no other is laid out or drawn anew.
            className="absolute top-0 left-0 bg-page will-change-transform [contain:layout_size_style]"
            style={{
              width: tile,
              height: rowHeight - gap,
              transform: `translate(${Math.round((column * (width + gap)) / columns)}px, ${row.start}px)`,
            }}
          >
            <VideoCard
              video={video}
              pointed={highlight?.videoId === video.id ? highlight.at : 0}
              tags={tags}
              menu={menu}
              onSelect={select}
            />
          </li>
        )),
      )}
    </ul>
  );
}
