import { create } from "zustand";

interface SelectionStore {
  /** The list the chosen videos stand on; choosing elsewhere begins anew. */
  listId: string | null;
  selected: ReadonlySet<string>;
  /** Where a range begins: the video that was chosen last. */
  anchor: string | null;
  /** Choosing was asked for, though nothing is chosen yet: checkboxes show, and a tap chooses. */
  choosing: boolean;
  /** Begin anew if this is another list. */
  enter: (listId: string) => void;
  choose: (choosing: boolean) => void;
  toggle: (videoId: string) => void;
  /** Everything between the anchor and this video, both included, as they stand in `order`. */
  extend: (videoId: string, order: readonly string[]) => void;
  replace: (videoIds: Iterable<string>) => void;
  /** These are gone. */
  drop: (videoIds: ReadonlySet<string>) => void;
  clear: () => void;
}

const NOTHING = { selected: new Set<string>(), anchor: null, choosing: false } as const;

export const useSelectionStore = create<SelectionStore>((set) => ({
  listId: null,
  ...NOTHING,
  enter: (listId) => set((store) => (store.listId === listId ? store : { listId, ...NOTHING })),
  choose: (choosing) => set(choosing ? { choosing } : NOTHING),
  toggle: (videoId) =>
    set(({ selected }) => {
      const next = new Set(selected);
      if (!next.delete(videoId)) next.add(videoId);
      return { selected: next, anchor: videoId };
    }),
  extend: (videoId, order) =>
    set(({ selected, anchor }) => {
      const to = order.indexOf(videoId);
      const from = anchor === null ? -1 : order.indexOf(anchor);
      if (to < 0) return {};
      if (from < 0) return { selected: new Set([...selected, videoId]), anchor: videoId };
      const between = order.slice(Math.min(from, to), Math.max(from, to) + 1);
      return { selected: new Set([...selected, ...between]) };
    }),
  replace: (videoIds) => set({ selected: new Set(videoIds), anchor: null }),
  drop: (videoIds) =>
    set(({ selected, anchor }) => {
      const next = new Set([...selected].filter((videoId) => !videoIds.has(videoId)));
      if (next.size === selected.size) return {};
      return { selected: next, anchor: anchor !== null && videoIds.has(anchor) ? null : anchor };
    }),
  clear: () => set(NOTHING),
}));

/** Checkboxes show, and a click on a tile chooses instead of opening. */
export function isSelecting(store: Pick<SelectionStore, "selected" | "choosing">): boolean {
  return store.choosing || store.selected.size > 0;
}
