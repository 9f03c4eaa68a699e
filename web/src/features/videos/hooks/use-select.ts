import { useCallback, useEffect, useRef } from "react";
import type { Video } from "@/api/types";
import { isOptimistic } from "@/lib/cache/video-pages";
import { useSelectionStore } from "../stores/selection-store";

interface Select {
  /** Chooses a video, or with `range` everything between it and the one chosen last. */
  select: (videoId: string, range: boolean) => void;
  /** Chooses from one place to another, as Shift and an arrow key do. */
  extend: (from: number, to: number) => void;
}

/** Choosing among these, in the order in which they stand. Both functions stay the same, whatever is shown. */
export function useSelect(videos: readonly Video[]): Select {
  const shown = useRef(videos);
  useEffect(() => {
    shown.current = videos;
  });
  const order = useCallback(
    () => shown.current.filter((video) => !isOptimistic(video)).map((video) => video.id),
    [],
  );
  const select = useCallback(
    (videoId: string, range: boolean): void => {
      const store = useSelectionStore.getState();
      if (range) store.extend(videoId, order());
      else store.toggle(videoId);
    },
    [order],
  );
  const extend = useCallback(
    (from: number, to: number): void => {
      const store = useSelectionStore.getState();
      const [first, last] = [shown.current[from]?.id, shown.current[to]?.id];
      if (first === undefined || last === undefined) return;
      if (!store.selected.has(first)) store.toggle(first);
      store.extend(last, order());
    },
    [order],
  );
  return { select, extend };
}
