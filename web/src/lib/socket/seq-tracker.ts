/**
 * Which sequence numbers have been seen. `since` is the highest number up to which nothing is missing: what a
 * reconnecting client tells the server. Numbers may arrive out of order; a hole is a gap only if it stays.
 */
export class SeqTracker {
  private complete: number | null = null;
  private highest = 0;
  private readonly ahead = new Set<number>();

  get since(): number | null {
    return this.complete;
  }

  get highestSeen(): number {
    return this.highest;
  }

  get hasGap(): boolean {
    return this.complete !== null && this.highest > this.complete;
  }

  /** The server's newest number. The first one is where we begin; later ones say how far we should be. */
  expect(seq: number): void {
    if (this.complete === null || seq < this.complete) this.restart(seq);
    this.highest = Math.max(this.highest, seq);
  }

  see(seq: number): void {
    if (this.complete === null || seq <= this.complete) return;
    this.ahead.add(seq);
    this.highest = Math.max(this.highest, seq);
    this.advance();
  }

  /** The history up to `seq` has been fetched. */
  caughtUpTo(seq: number): void {
    if (this.complete === null || seq > this.complete) this.complete = seq;
    this.highest = Math.max(this.highest, seq);
    for (const known of this.ahead) if (known <= this.complete) this.ahead.delete(known);
    this.advance();
  }

  private restart(seq: number): void {
    this.complete = seq;
    this.highest = seq;
    this.ahead.clear();
  }

  private advance(): void {
    if (this.complete === null) return;
    while (this.ahead.delete(this.complete + 1)) this.complete += 1;
  }
}
