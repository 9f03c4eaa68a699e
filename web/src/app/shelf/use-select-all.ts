import { useCallback, useEffect } from "react";
import { notify } from "@/components/ui/notice-store";
import { getVideoIds } from "@/features/videos/api/get-video-ids";
import type { useVideos } from "@/features/videos/api/get-videos";
import { useSelectionStore } from "@/features/videos/stores/selection-store";
import { isOptimistic } from "@/lib/cache/video-pages";
import { changeQuery, type VideoQuery } from "@/lib/cache/video-query";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { filterSearch } from "@/lib/route/filter-search";
import { useSelectionKeys } from "./use-selection-keys";

/** Chooses every video that fits, loaded or not; and keeps what is chosen to one view of one list. */
export function useSelectAll(
  listId: string,
  query: VideoQuery,
  { data, hasNextPage }: ReturnType<typeof useVideos>,
): () => void {
  const translate = useTranslate();
  const shown = filterSearch(changeQuery(query, { sort: undefined }));

  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice of videos begins anew, the order does not
  useEffect(() => {
    useSelectionStore.getState().enter(listId);
    return () => useSelectionStore.getState().clear();
  }, [listId, shown]);

  const selectAll = useCallback(async (): Promise<void> => {
    const { replace } = useSelectionStore.getState();
    const loaded = data?.pages.flatMap((page) => page.items).filter((video) => !isOptimistic(video)) ?? [];
    if (!hasNextPage) return replace(loaded.map((video) => video.id));
    try {
      const ids = await getVideoIds(listId, query);
      if (useSelectionStore.getState().listId === listId) replace(ids);
    } catch (error) {
      notify(problemText(translate, error), "problem");
    }
  }, [data, hasNextPage, listId, query, translate]);

  const onSelectAll = useCallback(() => void selectAll(), [selectAll]);
  useSelectionKeys(onSelectAll);
  return onSelectAll;
}
