import type { Catalogue, Locale } from "./types";

function baseOf(tag: string): string {
  return tag.toLowerCase().split("-")[0] ?? "";
}

/** The first of the browser's languages that we speak. */
export function preferredLocale(languages: readonly string[]): Locale {
  for (const tag of languages) {
    const base = baseOf(tag);
    if (base === "de" || base === "en") return base;
  }
  return "en";
}

/** How dates and numbers are written: as where the reader lives, as far as the browser tells. */
export function regionalLocale(language: Locale, languages: readonly string[]): string {
  return languages.find((tag) => baseOf(tag) === language) ?? language;
}

const loaders: Record<Locale, () => Promise<Catalogue>> = {
  en: async () => (await import("./en")).en,
  de: async () => (await import("./de")).de,
};

/** The texts in one language; fails when they cannot be fetched. */
export function textsIn(language: Locale): Promise<Catalogue> {
  return loaders[language]();
}
