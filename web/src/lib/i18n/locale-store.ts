import { create } from "zustand";
import { preferredLocale, regionalLocale, textsIn } from "./languages";
import { type Translate, translator } from "./translate";
import type { Locale, MessageKey } from "./types";

const KEY = "reelshelf.locale";

/** "auto": the first of the browser's languages that we speak. */
export type LocaleChoice = Locale | "auto";

interface LocaleStore {
  choice: LocaleChoice;
  /** Of the texts that are shown. */
  language: Locale;
  /** For dates and numbers: the language, with a region where the browser tells one. */
  locale: string;
  translate: Translate;
  /** Fetches the texts first; until they are there, and when they cannot be had, all stays as it is. */
  choose: (choice: LocaleChoice) => Promise<void>;
}

/** What a choice comes to in this browser. */
async function spoken(choice: LocaleChoice): Promise<Omit<LocaleStore, "choose">> {
  const language = choice === "auto" ? preferredLocale(navigator.languages) : choice;
  const locale = regionalLocale(language, navigator.languages);
  return { choice, language, locale, translate: translator(await textsIn(language), locale) };
}

function stored(): LocaleChoice {
  const chosen = localStorage.getItem(KEY);
  return chosen === "en" || chosen === "de" ? chosen : "auto";
}

function keep(choice: LocaleChoice): void {
  if (choice === "auto") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice);
}

function tooEarly(): never {
  throw new Error("Nothing is rendered before its texts are there: await loadTexts() first.");
}

let latest: LocaleChoice | undefined;

export const useLocaleStore = create<LocaleStore>((set) => ({
  choice: stored(),
  language: "en",
  locale: "en",
  translate: Object.assign(tooEarly, { knows: (key: string): key is MessageKey => key === tooEarly() }),
  choose: async (choice) => {
    latest = choice;
    const next = await spoken(choice);
    // Somebody who has chosen again meanwhile wants that.
    if (latest !== choice) return;
    keep(choice);
    set(next);
  },
}));

/** Has to be over before anything is rendered. */
export async function loadTexts(): Promise<void> {
  useLocaleStore.setState(await spoken(stored()));
}
