import { create } from "zustand";

export interface Asking {
  what: "tag" | "move" | "remove";
  videoIds: readonly string[];
}

interface AskStore {
  asking: Asking | null;
  ask: (asking: Asking) => void;
  settle: () => void;
}

/** What a person is being asked about videos; there is one dialog for all the places that ask. */
export const useAskStore = create<AskStore>((set) => ({
  asking: null,
  ask: (asking) => set({ asking }),
  settle: () => set({ asking: null }),
}));
