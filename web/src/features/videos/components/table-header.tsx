import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { VideoSort } from "@/lib/cache/video-query";
import { useTranslate } from "@/lib/i18n/use-translate";
import { ariaSort, nextSort, type TableColumn } from "./table-columns";

interface TableHeaderProps {
  columns: readonly TableColumn[];
  sort: VideoSort;
  onSort: (sort: VideoSort) => void;
}

/* biome-ignore-start lint/a11y/useSemanticElements: a virtualised table cannot be a real one */
/* biome-ignore-start lint/a11y/useFocusableInteractive: what is in the cells takes the focus */
export function TableHeader({ columns, sort, onSort }: TableHeaderProps) {
  const translate = useTranslate();
  return (
    <div role="rowgroup" className="sticky -top-1 z-20 bg-page">
      <div
        role="row"
        aria-rowindex={1}
        className="table-row-grid h-9 border-line-strong border-b text-[13px]"
      >
        <span role="columnheader">
          <span className="sr-only">{translate("select.column")}</span>
        </span>
        {columns.map((column) => (
          <div
            key={column.name}
            role="columnheader"
            aria-sort={ariaSort(column, sort)}
            className={clsx("flex min-w-0", column.align === "end" && "justify-end")}
          >
            <HeaderCell column={column} sort={sort} onSort={onSort} />
          </div>
        ))}
        <span role="columnheader">
          <span className="sr-only">{translate("app.more")}</span>
        </span>
      </div>
    </div>
  );
}
/* biome-ignore-end lint/a11y/useSemanticElements: a virtualised table cannot be a real one */
/* biome-ignore-end lint/a11y/useFocusableInteractive: what is in the cells takes the focus */

interface HeaderCellProps {
  column: TableColumn;
  sort: VideoSort;
  onSort: (sort: VideoSort) => void;
}

function HeaderCell({ column, sort, onSort }: HeaderCellProps) {
  const translate = useTranslate();
  const { sorts } = column;
  const text = translate(column.label);
  if (!sorts) return <span className="truncate px-1 text-ink-faint">{text}</span>;
  const order = ariaSort(column, sort);
  const Arrow = order === "ascending" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={() => onSort(nextSort(sorts, sort))}
      className={clsx(
        "flex h-7 min-w-0 items-center gap-1 rounded px-1 transition-colors hover:text-ink",
        order ? "font-medium text-ink" : "text-ink-faint",
      )}
    >
      <span className="truncate">{text}</span>
      {order && <Arrow aria-hidden="true" className="size-3.5 shrink-0" />}
    </button>
  );
}
