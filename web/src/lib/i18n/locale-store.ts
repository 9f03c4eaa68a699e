import { create } from "zustand";
import { preferredLocale } from "./translate";
import type { Locale } from "./types";

const KEY = "reelshelf.locale";

/** "auto": the first of the browser's languages that we speak. */
export type LocaleChoice = Locale | "auto";

interface LocaleStore {
  choice: LocaleChoice;
  locale: Locale;
  choose: (choice: LocaleChoice) => void;
}

function localeOf(choice: LocaleChoice): Locale {
  return choice === "auto" ? preferredLocale(navigator.languages) : choice;
}

function stored(): LocaleChoice {
  const chosen = localStorage.getItem(KEY);
  return chosen === "en" || chosen === "de" ? chosen : "auto";
}

export const useLocaleStore = create<LocaleStore>((set) => ({
  choice: stored(),
  locale: localeOf(stored()),
  choose: (choice) => {
    if (choice === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
    set({ choice, locale: localeOf(choice) });
  },
}));
