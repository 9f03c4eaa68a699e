/** Seconds as on a clock: `4:05`, `1:02:09`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const rest = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

function unit(locale: string, name: "second" | "minute" | "hour", count: number): string {
  return new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "long" }).format(count);
}

/** A rough time still to wait, rounded so that it does not jitter: `20 seconds`, `3 minutes`, `2 hours`. */
export function roughly(locale: string, seconds: number): string {
  if (seconds < 50) return unit(locale, "second", Math.max(10, Math.ceil(seconds / 10) * 10));
  if (seconds < 90 * 60) return unit(locale, "minute", Math.max(1, Math.round(seconds / 60)));
  return unit(locale, "hour", Math.round(seconds / 3600));
}
