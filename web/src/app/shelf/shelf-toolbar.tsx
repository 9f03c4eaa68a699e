import { CheckCheck, ListFilter } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { SortMenu } from "@/features/videos/components/sort-menu";
import { ViewMenu } from "@/features/videos/components/view-menu";
import { useSelectionStore } from "@/features/videos/stores/selection-store";
import { DEFAULT_SORT } from "@/lib/cache/video-query";
import { useTranslate } from "@/lib/i18n/use-translate";
import { TextFilter } from "./text-filter";
import type { ShelfQuery } from "./use-shelf-query";

const FilterPanel = lazy(async () => ({ default: (await import("./filter-panel")).FilterPanel }));

interface ShelfToolbarProps extends Pick<ShelfQuery, "query" | "change"> {
  listId: string;
}

/** How the list is looked at: which videos, in which order, in which shape. */
export function ShelfToolbar({ listId, query, change }: ShelfToolbarProps) {
  const translate = useTranslate();
  const choose = useSelectionStore((store) => store.choose);
  return (
    <div
      role="toolbar"
      aria-label={translate("shelf.toolbar")}
      className="flex h-8 items-center gap-1 [&>*:first-child]:mr-1"
    >
      <TextFilter text={query.q ?? ""} onChange={(q) => change({ q }, { replace: true })} />
      <Popover
        label={translate("filter.label")}
        align="start"
        className="min-h-72"
        trigger={
          <Button
            size="toolbar"
            tone="quiet"
            aria-label={translate("filter.label")}
            className="max-sm:w-8 max-sm:px-0"
          >
            <ListFilter aria-hidden="true" />
            <span className="max-sm:hidden">{translate("filter.label")}</span>
          </Button>
        }
      >
        <Suspense fallback={null}>
          <FilterPanel listId={listId} query={query} change={change} />
        </Suspense>
      </Popover>
      <span className="hidden flex-1 sm:block" />
      <SortMenu
        sort={query.sort ?? DEFAULT_SORT}
        onSort={(sort) => change({ sort: sort === DEFAULT_SORT ? undefined : sort })}
      />
      <ViewMenu />
      <IconButton label={translate("select.begin")} onClick={() => choose(true)}>
        <CheckCheck />
      </IconButton>
    </div>
  );
}
