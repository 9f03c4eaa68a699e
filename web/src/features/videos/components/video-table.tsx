import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { useTranslate } from "@/lib/i18n/use-translate";
import { scrollMemory } from "../hooks/scroll-memory";
import { useArrowKeys } from "../hooks/use-arrow-keys";
import { useWidth } from "../hooks/use-columns";
import { useNearEnd } from "../hooks/use-near-end";
import { useSeenVideos } from "../hooks/use-seen-videos";
import { useSelect } from "../hooks/use-select";
import { useSelectionGestures } from "../hooks/use-selection-gestures";
import type { TableProps } from "./shelf-props";
import { columnsFor, templateOf } from "./table-columns";
import { TableHeader } from "./table-header";
import { VideoRow } from "./video-row";

const ROW_PX = 52;
const HEADER_PX = 36;
const ROWS_AHEAD = 6;

/** The same videos as the grid, a line each. */
export function VideoTable(props: TableProps) {
  const { place, videos, total, scroller, highlight, tags, menu, sort, onSort, hasMore, onNearEnd } = props;
  const translate = useTranslate();
  const table = useRef<HTMLDivElement>(null);
  const width = useWidth(table);
  const columns = useMemo(() => columnsFor(width), [width]);
  const rows = width > 0 ? videos.length : 0;
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: ROWS_AHEAD,
    scrollMargin: HEADER_PX,
    scrollPaddingStart: HEADER_PX,
    initialOffset: () => scrollMemory.recall(place),
    onChange: (instance) => scrollMemory.keep(place, instance.scrollOffset ?? 0),
  });
  const visible = virtualizer.getVirtualItems();
  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};
  useSeenVideos(videos.slice(startIndex, endIndex + 1));
  useNearEnd({ rows, lastDrawn: visible.at(-1)?.index ?? 0, hasMore, onNearEnd });

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new highlight scrolls, not every change of the list
  useEffect(() => {
    const at = highlight ? videos.findIndex((video) => video.id === highlight.videoId) : -1;
    if (at >= 0) virtualizer.scrollToIndex(at, { align: "center" });
  }, [highlight]);

  const { select, extend } = useSelect(videos);
  const { onSelectKey, ...gestures } = useSelectionGestures(videos, select);
  const onArrowKey = useArrowKeys({
    columns: 1,
    count: videos.length,
    scrollTo: (index) => virtualizer.scrollToIndex(index),
    onExtend: extend,
  });

  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtualised table cannot be a real one
    <div
      ref={table}
      {...gestures}
      role="grid"
      tabIndex={-1}
      aria-label={translate("videos.grid")}
      aria-rowcount={total + 1}
      aria-multiselectable="true"
      className="shelf-touch text-sm"
      style={{ "--columns": templateOf(columns) } as React.CSSProperties}
      onKeyDown={(event) => {
        onSelectKey(event);
        onArrowKey(event);
      }}
    >
      <TableHeader columns={columns} sort={sort} onSort={onSort} />
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="rowgroup" className="relative" style={{ height: rows * ROW_PX }}>
        {visible.map((row) => {
          const video = videos[row.index];
          if (!video) return null;
          return (
            <VideoRow
              key={video.youtube_id}
              video={video}
              index={row.index}
              top={row.start - HEADER_PX}
              columns={columns}
              pointed={highlight?.videoId === video.id ? highlight.at : 0}
              tags={tags}
              menu={menu}
              onSelect={select}
            />
          );
        })}
      </div>
    </div>
  );
}
