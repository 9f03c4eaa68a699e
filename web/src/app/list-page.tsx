import { useCallback, useMemo, useRef } from "react";
import { useOutletContext, useParams, useSearchParams } from "react-router";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { JobBanners } from "@/features/imports/components/job-banners";
import { useImportDropStore } from "@/features/imports/stores/import-drop-store";
import { useLists } from "@/features/lists/api/get-lists";
import { useVideos } from "@/features/videos/api/get-videos";
import { VideoGrid } from "@/features/videos/components/video-grid";
import { VideoGridSkeleton } from "@/features/videos/components/video-grid-skeleton";
import type { VideoFilter } from "@/lib/cache/keys";
import { useTranslate } from "@/lib/i18n/use-translate";
import { filterFrom } from "@/lib/route/filter-search";
import { FilterChip } from "./filter-chip";
import { FirstSteps } from "./first-steps";
import { ListHeader } from "./list-header";
import { LoadFailed } from "./load-failed";
import type { ShellContext } from "./shell";

export function ListPage() {
  const { listId = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => filterFrom(search), [search]);
  const list = useLists().data?.find((known) => known.id === listId);
  const filtered = Object.keys(filter).length > 0;
  return (
    <>
      {/* Keeps the same room for a scrollbar as the grid below, so that both end at one line. */}
      <div className="shrink-0 overflow-hidden [scrollbar-gutter:stable]">
        <ListHeader list={list} />
        <JobBanners />
        {filtered && <FilterChip filter={filter} onClear={() => setSearch({})} />}
      </div>
      <Videos
        key={listId}
        listId={listId}
        filter={filter}
        filtered={filtered}
        onShowAll={() => setSearch({})}
      />
    </>
  );
}

interface VideosProps {
  listId: string;
  filter: VideoFilter;
  filtered: boolean;
  onShowAll: () => void;
}

function Videos({ listId, filter, filtered, onShowAll }: VideosProps) {
  const translate = useTranslate();
  const { receive } = useOutletContext<ShellContext>();
  const highlight = useImportDropStore((store) => store.highlight);
  const scroller = useRef<HTMLDivElement>(null);
  const query = useVideos(listId, filter);
  const { data, isError, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  const videos = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);

  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-y-auto px-4 pt-1 pb-8 [scrollbar-gutter:stable] sm:px-6"
    >
      {!data && isError && <LoadFailed error={error} onRetry={() => void refetch()} />}
      {!data && !isError && <VideoGridSkeleton />}
      {data && videos.length === 0 && !filtered && <FirstSteps onSources={receive} />}
      {data && videos.length === 0 && filtered && (
        <EmptyState title={translate("videos.emptyFilter.title")} body={translate("videos.emptyFilter.body")}>
          <Button onClick={onShowAll}>{translate("videos.showAll")}</Button>
        </EmptyState>
      )}
      {videos.length > 0 && (
        <VideoGrid
          listId={listId}
          videos={videos}
          total={data?.pages[0]?.total ?? videos.length}
          scroller={scroller}
          highlight={highlight}
          hasMore={hasNextPage}
          onNearEnd={more}
        />
      )}
    </div>
  );
}
