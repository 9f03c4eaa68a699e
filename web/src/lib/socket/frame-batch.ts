/** A hidden tab gets no animation frames; then the batch goes out after this time. */
const WITHOUT_FRAME_MS = 250;

export interface FrameParts {
  requestFrame: (run: () => void) => number;
  cancelFrame: (id: number) => void;
  schedule: (run: () => void, delayMs: number) => unknown;
  cancel: (timer: unknown) => void;
}

const browser: FrameParts = {
  requestFrame: (run) => requestAnimationFrame(run),
  cancelFrame: (id) => cancelAnimationFrame(id),
  schedule: (run, delayMs) => setTimeout(run, delayMs),
  cancel: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout> | undefined),
};

/** Collects items and hands them over together, once in an animation frame. */
export class FrameBatch<T> {
  private waiting: T[] = [];
  private frame = 0;
  private timer: unknown;
  private readonly apply: (items: T[]) => void;
  private readonly parts: FrameParts;

  constructor(apply: (items: T[]) => void, parts: FrameParts = browser) {
    this.apply = apply;
    this.parts = parts;
  }

  push(items: readonly T[]): void {
    if (items.length === 0) return;
    const idle = this.waiting.length === 0;
    this.waiting.push(...items);
    if (!idle) return;
    this.frame = this.parts.requestFrame(() => this.flush());
    this.timer = this.parts.schedule(() => this.flush(), WITHOUT_FRAME_MS);
  }

  flush(): void {
    this.parts.cancelFrame(this.frame);
    this.parts.cancel(this.timer);
    const items = this.waiting;
    this.waiting = [];
    if (items.length > 0) this.apply(items);
  }

  drop(): void {
    this.waiting = [];
    this.flush();
  }
}
