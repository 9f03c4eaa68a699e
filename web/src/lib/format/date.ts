import type { Locale } from "@/lib/i18n/types";

/** `2 Mar 2024` in the reader's own order. */
export function longDate(locale: Locale, iso: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(iso));
}

/** `14:20`; with the day when it is not today. */
export function clockTime(locale: Locale, iso: string, now: Date = new Date()): string {
  const then = new Date(iso);
  const sameDay = then.toDateString() === now.toDateString();
  const format = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    ...(sameDay ? {} : { weekday: "short" }),
  });
  return format.format(then);
}

/** `14:20`. */
export function timeOfDay(locale: Locale, iso: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(new Date(iso));
}
