import type { Catalogue, MessageKey, MessageParams, Plural } from "./types";

export interface Translate {
  <K extends MessageKey>(key: K, ...params: MessageParams<K>): string;
  /** Whether there is a text of this name; a newer server may speak of what we do not know. */
  knows: (key: string) => key is MessageKey;
}

function choose(rules: Intl.PluralRules, message: string | Plural, count: number): string {
  if (typeof message === "string") return message;
  return message[rules.select(count)] ?? message.other;
}

/** Numbers are grouped the way it is done where the reader lives. */
function fill(numbers: Intl.NumberFormat, text: string, params: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? numbers.format(value) : value;
  });
}

/** `locale`: as in BCP 47, with a region where that is known; of the same language as the texts. */
export function translator(catalogue: Catalogue, locale: string): Translate {
  // Made once: a screen full of tiles asks for dozens of texts in a frame.
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const translate = <K extends MessageKey>(key: K, ...[params]: MessageParams<K>): string => {
    const given: Record<string, string | number> = params ?? {};
    const count = typeof given.count === "number" ? given.count : 0;
    return fill(numbers, choose(rules, catalogue[key], count), given);
  };
  return Object.assign(translate, { knows: (key: string): key is MessageKey => key in catalogue });
}
