/** `2 Mar 2024` in the reader's own order. */
export function longDate(locale: string, iso: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(iso));
}

/** `14:20`; with the day when it is not today. */
export function clockTime(locale: string, iso: string, now: Date = new Date()): string {
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
export function timeOfDay(locale: string, iso: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(new Date(iso));
}

const STEPS: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const AS_A_DATE_AFTER_SECONDS = 14 * 86_400;

/** `5 minutes ago`, `yesterday`; a date when it is long ago, `now` within a minute. */
export function ago(locale: string, iso: string, now: Date = new Date()): string {
  const seconds = Math.max(0, (now.getTime() - Date.parse(iso)) / 1000);
  if (seconds > AS_A_DATE_AFTER_SECONDS) return longDate(locale, iso);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const step = STEPS.find(([, length]) => seconds >= length);
  return step ? format.format(-Math.floor(seconds / step[1]), step[0]) : format.format(0, "second");
}
