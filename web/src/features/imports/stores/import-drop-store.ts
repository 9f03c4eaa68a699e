import { create } from "zustand";

export type ImportSource =
  | { kind: "text"; key: string; text: string }
  | { kind: "file"; key: string; file: File };

interface ImportDropStore {
  /** Something that can be dropped hovers over the page. */
  dragging: boolean;
  /** The dialog in which links are written. */
  composing: boolean;
  /** What waits for a look and a yes, first one first. */
  queue: readonly ImportSource[];
  /** A tile to point at; `at` makes pointing at the same one again a new event. */
  highlight: { videoId: string; at: number } | null;
  setDragging: (dragging: boolean) => void;
  compose: (open: boolean) => void;
  enqueue: (sources: readonly ImportSource[]) => void;
  settleFirst: () => void;
  pointAt: (videoId: string) => void;
}

let keys = 0;

export function textSource(text: string): ImportSource {
  keys += 1;
  return { kind: "text", key: `text-${keys}`, text };
}

export function fileSource(file: File): ImportSource {
  keys += 1;
  return { kind: "file", key: `file-${keys}`, file };
}

export const useImportDropStore = create<ImportDropStore>((set) => ({
  dragging: false,
  composing: false,
  queue: [],
  highlight: null,
  setDragging: (dragging) => set((store) => (store.dragging === dragging ? store : { dragging })),
  compose: (composing) => set({ composing }),
  enqueue: (sources) => set((store) => ({ queue: [...store.queue, ...sources], composing: false })),
  settleFirst: () => set((store) => ({ queue: store.queue.slice(1) })),
  pointAt: (videoId) => set((store) => ({ highlight: { videoId, at: (store.highlight?.at ?? 0) + 1 } })),
}));
