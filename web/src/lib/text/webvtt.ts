export interface Cue {
  start_seconds: number;
  end_seconds: number;
  text: string;
}

const TIMING = /^(\d{2,}:)?(\d{2}):(\d{2})\.(\d{3})\s+-->\s+(\d{2,}:)?(\d{2}):(\d{2})\.(\d{3})/;

function seconds(hours: string | undefined, minutes = "0", rest = "0", milliseconds = "0"): number {
  return (
    Number.parseInt(hours ?? "0", 10) * 3600 +
    Number(minutes) * 60 +
    Number(rest) +
    Number(milliseconds) / 1000
  );
}

const ENTITIES: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&nbsp;": "\u00a0",
  "&lrm;": "\u200e",
  "&rlm;": "\u200f",
};

function plain(lines: string[]): string {
  const text = lines.join(" ").replace(/<[^>]*>/g, "");
  return text.replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (entity) => ENTITIES[entity] ?? entity).trim();
}

/** The cues of a WebVTT file as plain text; anything that is not a cue is passed over. */
export function parseWebVtt(file: string): Cue[] {
  const cues: Cue[] = [];
  for (const block of file.replace(/\r\n?/g, "\n").split(/\n{2,}/)) {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => TIMING.test(line));
    const timing = at < 0 ? null : TIMING.exec(lines[at] ?? "");
    if (!timing) continue;
    const text = plain(lines.slice(at + 1));
    if (!text) continue;
    cues.push({
      start_seconds: seconds(timing[1], timing[2], timing[3], timing[4]),
      end_seconds: seconds(timing[5], timing[6], timing[7], timing[8]),
      text,
    });
  }
  return cues;
}
