import { create } from "zustand";
import { readPersonal, writePersonal } from "@/lib/storage/personal";
import { earlierSearches, withSearch } from "./earlier-searches";

const KEPT_AS = "searches";

interface SearchStore {
  open: boolean;
  show: (open: boolean) => void;
  /** Remembers what somebody searched for and found. */
  remember: (words: string) => void;
  forget: () => void;
}

/** The words of earlier searches, last one first. */
export function rememberedSearches(): string[] {
  return earlierSearches(readPersonal(KEPT_AS));
}

export const useSearchStore = create<SearchStore>((set) => ({
  open: false,
  show: (open) => set({ open }),
  remember: (words) => writePersonal(KEPT_AS, withSearch(rememberedSearches(), words)),
  forget: () => writePersonal(KEPT_AS, null),
}));
