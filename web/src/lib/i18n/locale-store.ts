import { create } from "zustand";
import { preferredLocale } from "./translate";
import type { Locale } from "./types";

const KEY = "reelshelf.locale";

interface LocaleStore {
  locale: Locale;
  choose: (locale: Locale) => void;
}

function initialLocale(): Locale {
  const chosen = localStorage.getItem(KEY);
  return chosen === "en" || chosen === "de" ? chosen : preferredLocale(navigator.languages);
}

export const useLocaleStore = create<LocaleStore>((set) => ({
  locale: initialLocale(),
  choose: (locale) => {
    localStorage.setItem(KEY, locale);
    set({ locale });
  },
}));
