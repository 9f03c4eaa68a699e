import { clsx } from "clsx";
import { memo, type ReactNode } from "react";
import type { Tag, Video } from "@/api/types";
import { SelectBox } from "@/components/ui/select-box";
import { isOptimistic } from "@/lib/cache/video-pages";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useSelectionStore } from "../stores/selection-store";
import { RowCell } from "./row-cell";
import type { TableColumn } from "./table-columns";
import { tileState } from "./video-state";

interface VideoRowProps {
  video: Video;
  index: number;
  /** Pixels from the first row. */
  top: number;
  columns: readonly TableColumn[];
  pointed: number;
  tags: ReadonlyMap<string, Tag>;
  menu: (video: Video) => ReactNode;
  onSelect: (videoId: string, range: boolean) => void;
}

/* biome-ignore-start lint/a11y/useSemanticElements: a virtualised table cannot be a real one */
/* biome-ignore-start lint/a11y/useFocusableInteractive: what is in the cells takes the focus */
export const VideoRow = memo(function VideoRow(props: VideoRowProps) {
  const { video, index, top, columns, pointed, tags, menu, onSelect } = props;
  const translate = useTranslate();
  const selected = useSelectionStore((store) => store.selected.has(video.id));
  const title = video.title ?? translate("videos.untitled", { id: video.youtube_id });
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-state={tileState(video)}
      data-youtube-id={video.youtube_id}
      className={clsx(
        "table-row-grid group absolute inset-x-0 top-0 h-13 border-line border-b [contain:layout_style]",
        selected ? "bg-accent-soft" : "hover:bg-hover",
      )}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className="grid place-items-center">
        {!isOptimistic(video) && (
          <SelectBox
            label={translate("select.one", { title })}
            tabIndex={-1}
            checked={selected}
            onChange={(event) => onSelect(video.id, (event.nativeEvent as MouseEvent).shiftKey)}
          />
        )}
      </div>
      {columns.map((column) => (
        <div
          key={column.name}
          role="gridcell"
          className={clsx(
            "min-w-0 truncate px-1",
            column.name !== "title" && "text-[13px] text-ink-soft",
            column.align === "end" && "text-right tabular-nums",
          )}
        >
          <RowCell column={column.name} video={video} title={title} tags={tags} wide={columns.length > 1} />
        </div>
      ))}
      <div role="gridcell" className="grid place-items-center">
        {!isOptimistic(video) && menu(video)}
      </div>
      {pointed > 0 && <span key={pointed} aria-hidden="true" className="pointed inset-0" />}
    </div>
  );
});
/* biome-ignore-end lint/a11y/useSemanticElements: a virtualised table cannot be a real one */
/* biome-ignore-end lint/a11y/useFocusableInteractive: what is in the cells takes the focus */
