import { clsx } from "clsx";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef } from "react";
import { useOutletContext } from "react-router";
import type { Video } from "@/api/types";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useImportDropStore } from "@/features/imports/stores/import-drop-store";
import { useTagIndex } from "@/features/tags/api/get-tags";
import type { useVideos } from "@/features/videos/api/get-videos";
import type { ShelfProps } from "@/features/videos/components/shelf-props";
import { VideoGrid } from "@/features/videos/components/video-grid";
import { VideoGridSkeleton } from "@/features/videos/components/video-grid-skeleton";
import { scrollMemory } from "@/features/videos/hooks/scroll-memory";
import { useViewStore } from "@/features/videos/stores/view-store";
import { DEFAULT_SORT, isFiltered } from "@/lib/cache/video-query";
import { useTranslate } from "@/lib/i18n/use-translate";
import { filterSearch } from "@/lib/route/filter-search";
import { FirstSteps } from "../first-steps";
import { LoadFailed } from "../load-failed";
import type { ShellContext } from "../shell";
import { useAskStore } from "./ask-store";
import { SelectionStatus } from "./selection-status";
import type { ShelfQuery } from "./use-shelf-query";
import { VideoMenu } from "./video-menu";

const VideoTable = lazy(async () => ({
  default: (await import("@/features/videos/components/video-table")).VideoTable,
}));
const AskDialog = lazy(async () => ({ default: (await import("./ask-dialog")).AskDialog }));

function menuOf(video: Video) {
  return <VideoMenu video={video} />;
}

interface ShelfVideosProps {
  listId: string;
  shelf: ShelfQuery;
  videos: ReturnType<typeof useVideos>;
}

/** The videos of a list in the shape a person likes, or why there are none. */
export function ShelfVideos({ listId, shelf, videos: found }: ShelfVideosProps) {
  const { query, change, clear } = shelf;
  const { receive } = useOutletContext<ShellContext>();
  const highlight = useImportDropStore((store) => store.highlight);
  const asking = useAskStore((store) => store.asking);
  const layout = useViewStore((store) => store.layout);
  const tags = useTagIndex();
  const scroller = useRef<HTMLDivElement>(null);
  const { data, isError, error, hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage, refetch } =
    found;
  const videos = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const more = useCallback(() => {
    if (!isFetchingNextPage && !isPlaceholderData) void fetchNextPage();
  }, [isFetchingNextPage, isPlaceholderData, fetchNextPage]);
  const place = `${listId}?${filterSearch(query)}`;
  const shown = isPlaceholderData ? null : place;

  // Another view of the list begins at its top, or where it was left.
  useEffect(() => {
    if (shown && scroller.current) scroller.current.scrollTop = scrollMemory.recall(shown);
  }, [shown]);

  const props: ShelfProps = {
    place,
    videos,
    total: data?.pages[0]?.total ?? videos.length,
    scroller,
    highlight,
    tags,
    menu: menuOf,
    hasMore: hasNextPage,
    onNearEnd: more,
  };

  return (
    <div
      ref={scroller}
      aria-busy={isPlaceholderData || undefined}
      className={clsx(
        "min-h-0 flex-1 overflow-y-auto px-4 pt-2.5 pb-8 transition-opacity [scrollbar-gutter:stable] sm:px-6",
        isPlaceholderData && "opacity-60",
      )}
    >
      {!data && isError && <LoadFailed error={error} onRetry={() => void refetch()} />}
      {!data && !isError && <VideoGridSkeleton />}
      {data && videos.length === 0 && !isFiltered(query) && <FirstSteps onSources={receive} />}
      {data && videos.length === 0 && isFiltered(query) && !isPlaceholderData && (
        <NothingFits onClear={clear} />
      )}
      {videos.length > 0 && layout === "grid" && <VideoGrid {...props} />}
      {videos.length > 0 && layout === "table" && (
        <Suspense fallback={<VideoGridSkeleton />}>
          <VideoTable
            {...props}
            sort={query.sort ?? DEFAULT_SORT}
            onSort={(sort) => change({ sort: sort === DEFAULT_SORT ? undefined : sort })}
          />
        </Suspense>
      )}
      <SelectionStatus />
      <Suspense fallback={null}>
        {asking && <AskDialog asking={asking} listId={listId} videos={videos} />}
      </Suspense>
    </div>
  );
}

function NothingFits({ onClear }: { onClear: () => void }) {
  const translate = useTranslate();
  return (
    <EmptyState title={translate("videos.emptyFilter.title")} body={translate("videos.emptyFilter.body")}>
      <Button onClick={onClear}>{translate("filter.clear")}</Button>
    </EmptyState>
  );
}
