import type { VideoSort } from "@/lib/cache/video-query";
import type { MessageKey } from "@/lib/i18n/types";

export type ColumnName =
  | "title"
  | "channel"
  | "duration"
  | "published"
  | "added"
  | "tags"
  | "captions"
  | "state";

export interface TableColumn {
  name: ColumnName;
  label: Extract<MessageKey, `table.${string}`>;
  /** As in `grid-template-columns`. */
  size: string;
  /** Of the whole table: where there is less room, the column is left out. */
  fromPx: number;
  /** The order it sorts by when first asked, and the other way round. */
  sorts?: readonly [VideoSort, VideoSort];
  align?: "end";
}

export const TABLE_COLUMNS: readonly TableColumn[] = [
  { name: "title", label: "table.title", size: "minmax(10rem,3.6fr)", fromPx: 0, sorts: ["title", "-title"] },
  {
    name: "channel",
    label: "table.channel",
    size: "minmax(6rem,1.7fr)",
    fromPx: 620,
    sorts: ["channel", "-channel"],
  },
  {
    name: "duration",
    label: "table.duration",
    size: "4.5rem",
    fromPx: 420,
    sorts: ["-duration", "duration"],
    align: "end",
  },
  {
    name: "published",
    label: "table.published",
    size: "6.5rem",
    fromPx: 900,
    sorts: ["-published_at", "published_at"],
  },
  {
    name: "added",
    label: "table.added",
    size: "7rem",
    fromPx: 760,
    sorts: ["-created_at", "created_at"],
  },
  { name: "tags", label: "table.tags", size: "minmax(7rem,1.3fr)", fromPx: 980 },
  { name: "captions", label: "table.captions", size: "5.25rem", fromPx: 1060 },
  { name: "state", label: "table.state", size: "6.75rem", fromPx: 520 },
];

/** The columns there is room for; the title always. */
export function columnsFor(widthPx: number): TableColumn[] {
  return TABLE_COLUMNS.filter((column) => widthPx >= column.fromPx);
}

/** With a narrow column for the checkbox before, and one for the menu after. */
export function templateOf(columns: readonly TableColumn[]): string {
  return `2rem ${columns.map((column) => column.size).join(" ")} 2rem`;
}

/** Asked for the second time, a column sorts the other way round. */
export function nextSort([first, second]: readonly [VideoSort, VideoSort], current: VideoSort): VideoSort {
  return current === first ? second : first;
}

export function ariaSort(column: TableColumn, current: VideoSort): "ascending" | "descending" | undefined {
  if (!column.sorts?.includes(current)) return undefined;
  return current.startsWith("-") ? "descending" : "ascending";
}
