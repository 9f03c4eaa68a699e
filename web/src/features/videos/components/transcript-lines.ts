import type { Cue } from "@/lib/text/webvtt";

/** The cue that is being said; -1 before the first one. */
export function cueAt(cues: readonly Cue[], seconds: number): number {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle]?.start_seconds ?? 0) <= seconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export function cuesWith(cues: readonly Cue[], words: string, locale: string): readonly Cue[] {
  const wanted = words.trim().toLocaleLowerCase(locale);
  return wanted ? cues.filter((cue) => cue.text.toLocaleLowerCase(locale).includes(wanted)) : cues;
}
