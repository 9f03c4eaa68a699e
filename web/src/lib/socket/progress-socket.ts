import type { ProgressEvent, SocketMessage } from "@/api/types";
import { backoffMs } from "./backoff";
import { SeqTracker } from "./seq-tracker";

/** The server's word for: this token is no good (any more). */
const NOT_SIGNED_IN = 4401;
/** `WebSocket.OPEN`. */
const OPEN = 1;
/** Late events of a busy server fill a hole by themselves; after this it is a gap. */
const GAP_PATIENCE_MS = 600;

export type SocketStatus = "connecting" | "live" | "away";

export interface SocketParts {
  url: string;
  open: (url: string) => WebSocket;
  /** A good token; null when signed out. `refused` is one the server has just sent away. */
  token: (refused: string | null) => Promise<string | null>;
  onEvents: (events: ProgressEvent[]) => void;
  onStatus: (status: SocketStatus) => void;
  /** Fetches what happened after `since`; resolves with the number it got to. */
  onGap: (since: number) => Promise<number>;
  /** The first `ready` after the page was opened. */
  onFirstReady: () => void;
  random: () => number;
  schedule: (run: () => void, delayMs: number) => unknown;
  cancel: (timer: unknown) => void;
}

export class ProgressSocket {
  private readonly parts: SocketParts;
  private readonly seqs = new SeqTracker();
  private socket: WebSocket | null = null;
  private attempt = 0;
  private usedToken: string | null = null;
  private refusedToken: string | null = null;
  private reconnectTimer: unknown;
  private gapTimer: unknown;
  private catchingUp = false;
  private stopped = false;

  constructor(parts: SocketParts) {
    this.parts = parts;
  }

  get since(): number | null {
    return this.seqs.since;
  }

  async connect(): Promise<void> {
    const token = await this.parts.token(this.refusedToken).catch(() => undefined);
    if (this.stopped || token === null) return;
    if (token === undefined) return this.retryLater();
    this.usedToken = token;
    this.listen(this.parts.open(this.parts.url), token);
  }

  stop(): void {
    this.stopped = true;
    this.parts.cancel(this.reconnectTimer);
    this.parts.cancel(this.gapTimer);
    this.socket?.close();
  }

  /** Try at once instead of waiting: the network is back, or the page is looked at again. */
  hurry(): void {
    if (this.socket || this.stopped || this.reconnectTimer === undefined) return;
    this.parts.cancel(this.reconnectTimer);
    this.reconnectTimer = undefined;
    void this.connect();
  }

  /** Tells an open socket the newest token, so that it outlives the first one. */
  renew(token: string): void {
    if (token === this.usedToken || this.socket?.readyState !== OPEN) return;
    this.usedToken = token;
    this.socket.send(JSON.stringify({ type: "auth", token, since: this.seqs.since }));
  }

  private listen(socket: WebSocket, token: string): void {
    this.socket = socket;
    socket.addEventListener("open", () => {
      socket.send(JSON.stringify({ type: "auth", token, since: this.seqs.since }));
    });
    socket.addEventListener("message", (message) => {
      if (socket === this.socket) this.receive(JSON.parse(String(message.data)) as SocketMessage);
    });
    socket.addEventListener("close", (event) => {
      if (socket === this.socket) this.lost(event.code);
    });
  }

  private receive(message: SocketMessage): void {
    if (message.type === "ready") this.ready(message.seq, message.snapshot);
    else if (message.type === "events") this.take(message.events);
    else this.take([message]);
  }

  private ready(seq: number, snapshot: ProgressEvent[]): void {
    const first = this.seqs.since === null;
    this.attempt = 0;
    this.refusedToken = null;
    this.seqs.expect(seq);
    this.parts.onStatus("live");
    this.parts.onEvents(snapshot);
    if (first) this.parts.onFirstReady();
    this.watchForGap();
  }

  private take(events: ProgressEvent[]): void {
    for (const event of events) if (event.seq !== undefined) this.seqs.see(event.seq);
    this.parts.onEvents(events);
    this.watchForGap();
  }

  private watchForGap(): void {
    if (!this.seqs.hasGap || this.gapTimer !== undefined || this.catchingUp) return;
    this.gapTimer = this.parts.schedule(() => {
      this.gapTimer = undefined;
      void this.fillGap();
    }, GAP_PATIENCE_MS);
  }

  private async fillGap(): Promise<void> {
    const since = this.seqs.since;
    if (!this.seqs.hasGap || since === null || this.stopped) return;
    const before = this.seqs.highestSeen;
    this.catchingUp = true;
    const reached = await this.parts.onGap(since).catch(() => null);
    this.catchingUp = false;
    // What was known to exist when we asked is in the answer, whether or not it has numbers of its own there.
    if (reached !== null) this.seqs.caughtUpTo(Math.max(reached, before));
    this.watchForGap();
  }

  private lost(code: number): void {
    this.socket = null;
    if (this.stopped) return;
    this.parts.onStatus("away");
    if (code === NOT_SIGNED_IN) this.refusedToken = this.usedToken;
    this.retryLater();
  }

  private retryLater(): void {
    const delay = backoffMs(this.attempt, this.parts.random);
    this.attempt += 1;
    this.reconnectTimer = this.parts.schedule(() => {
      this.reconnectTimer = undefined;
      void this.connect();
    }, delay);
  }
}
