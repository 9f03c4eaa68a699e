import { create } from "zustand";
import { persist } from "zustand/middleware";

export const COLUMN_CHOICES = ["auto", 2, 3, 4, 5] as const;
export type ColumnChoice = (typeof COLUMN_CHOICES)[number];
export type Layout = "grid" | "table";

interface ViewStore {
  layout: Layout;
  columns: ColumnChoice;
  chooseLayout: (layout: Layout) => void;
  chooseColumns: (columns: ColumnChoice) => void;
}

/** What was stored may be older than this program, or not ours at all. */
function readable(stored: unknown): Partial<ViewStore> {
  if (typeof stored !== "object" || stored === null) return {};
  const { layout, columns } = stored as Record<string, unknown>;
  const known = COLUMN_CHOICES.find((choice) => choice === columns);
  return {
    ...(layout === "grid" || layout === "table" ? { layout } : {}),
    ...(known === undefined ? {} : { columns: known }),
  };
}

/** How a person likes to see a list; remembered by this browser. */
export const useViewStore = create<ViewStore>()(
  persist(
    (set) => ({
      layout: "grid",
      columns: "auto",
      chooseLayout: (layout) => set({ layout }),
      chooseColumns: (columns) => set({ columns, layout: "grid" }),
    }),
    {
      name: "reelshelf.view",
      partialize: ({ layout, columns }) => ({ layout, columns }),
      merge: (stored, current) => ({ ...current, ...readable(stored) }),
    },
  ),
);
