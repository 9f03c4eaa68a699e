const REPORT_EVERY_MS = 10_000;

export interface PositionParts {
  report: (seconds: number) => void;
  now: () => number;
}

/** Decides when a position is worth telling the server: every ten seconds at most, and when watching stops. */
export class PositionReporter {
  private readonly parts: PositionParts;
  private reportedAt = Number.NEGATIVE_INFINITY;
  private reported: number | null = null;
  private latest: number | null = null;

  constructor(parts: PositionParts) {
    this.parts = parts;
  }

  /** The player is here now, in seconds. */
  note(seconds: number): void {
    this.latest = Math.floor(seconds);
    if (this.parts.now() - this.reportedAt >= REPORT_EVERY_MS) this.flush();
  }

  /** It was paused, or the page is being left: nothing may be lost. */
  flush(): void {
    if (this.latest === null || this.latest === this.reported) return;
    this.reported = this.latest;
    this.reportedAt = this.parts.now();
    this.parts.report(this.latest);
  }
}
