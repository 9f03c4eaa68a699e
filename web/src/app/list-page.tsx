import { useParams } from "react-router";
import { JobBanners } from "@/features/imports/components/job-banners";
import { useLists } from "@/features/lists/api/get-lists";
import { useVideos } from "@/features/videos/api/get-videos";
import { isSelecting, useSelectionStore } from "@/features/videos/stores/selection-store";
import { isFiltered } from "@/lib/cache/video-query";
import { usePageTitle } from "@/lib/route/use-page-title";
import { ListHeader } from "./list-header";
import { BulkBar } from "./shelf/bulk-bar";
import { FilterChips } from "./shelf/filter-chips";
import { ResultCount } from "./shelf/result-count";
import { ShelfToolbar } from "./shelf/shelf-toolbar";
import { ShelfVideos } from "./shelf/shelf-videos";
import { useSelectAll } from "./shelf/use-select-all";
import { useShelfQuery } from "./shelf/use-shelf-query";

export function ListPage() {
  const { listId = "" } = useParams();
  return <ListOnPage key={listId} listId={listId} />;
}

function ListOnPage({ listId }: { listId: string }) {
  const shelf = useShelfQuery();
  const list = useLists().data?.find((known) => known.id === listId);
  usePageTitle(list?.name);
  const videos = useVideos(listId, shelf.query);
  const filtered = isFiltered(shelf.query);
  const selecting = useSelectionStore((store) => store.listId === listId && isSelecting(store));
  const total = videos.data?.pages[0]?.total ?? 0;
  const selectAll = useSelectAll(listId, shelf.query, videos);
  const empty = list?.video_count === 0 && total === 0 && !filtered;
  return (
    <>
      {/* Keeps the same room for a scrollbar as the grid below, so that both end at one line. */}
      <div className="shrink-0 overflow-hidden [scrollbar-gutter:stable]">
        <ListHeader list={list} />
        <JobBanners listId={listId} />
        {!empty && (
          <div className="space-y-2 px-4 pt-0.5 pb-1.5 sm:px-6">
            {selecting ? (
              <BulkBar total={total} onSelectAll={selectAll} />
            ) : (
              <ShelfToolbar listId={listId} query={shelf.query} change={shelf.change} />
            )}
            {filtered && (
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <FilterChips listId={listId} {...shelf} />
                <ResultCount count={videos.isPlaceholderData || !videos.data ? null : total} />
              </div>
            )}
          </div>
        )}
      </div>
      <ShelfVideos listId={listId} shelf={shelf} videos={videos} />
    </>
  );
}
