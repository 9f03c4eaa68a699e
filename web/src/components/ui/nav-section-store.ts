import { create } from "zustand";
import { persist } from "zustand/middleware";

interface NavSectionStore {
  /** Sections that were folded; remembered by this browser. */
  folded: readonly string[];
  fold: (section: string, folded: boolean) => void;
}

export const useNavSectionStore = create<NavSectionStore>()(
  persist(
    (set) => ({
      folded: [],
      fold: (section, folded) =>
        set((store) => {
          const others = store.folded.filter((name) => name !== section);
          return { folded: folded ? [...others, section] : others };
        }),
    }),
    {
      name: "reelshelf.folded",
      partialize: ({ folded }) => ({ folded }),
      merge: (stored, current) => {
        const folded: unknown = typeof stored === "object" && stored ? Reflect.get(stored, "folded") : null;
        return Array.isArray(folded)
          ? { ...current, folded: folded.filter((name) => typeof name === "string") }
          : current;
      },
    },
  ),
);
