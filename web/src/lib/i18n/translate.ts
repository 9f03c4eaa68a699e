import { de } from "./de";
import { en } from "./en";
import type { Catalogue, Locale, MessageKey, MessageParams, Plural } from "./types";

export const catalogues: Record<Locale, Catalogue> = { en, de };

const pluralRules: Record<Locale, Intl.PluralRules> = {
  en: new Intl.PluralRules("en"),
  de: new Intl.PluralRules("de"),
};

export type Translate = <K extends MessageKey>(key: K, ...params: MessageParams<K>) => string;

function choose(locale: Locale, message: string | Plural, count: number): string {
  if (typeof message === "string") return message;
  return message[pluralRules[locale].select(count)] ?? message.other;
}

/** Numbers given as `count` are grouped the way the language does it. */
function fill(locale: Locale, text: string, params: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? value.toLocaleString(locale) : value;
  });
}

export function translator(locale: Locale): Translate {
  const catalogue = catalogues[locale];
  return (key, ...[params]) => {
    const given: Record<string, string | number> = params ?? {};
    const count = typeof given.count === "number" ? given.count : 0;
    return fill(locale, choose(locale, catalogue[key], count), given);
  };
}

/** The first of the browser's languages that we speak. */
export function preferredLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const base = language.toLowerCase().split("-")[0];
    if (base === "de" || base === "en") return base;
  }
  return "en";
}
