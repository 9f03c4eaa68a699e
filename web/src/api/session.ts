import type { AccessGrant } from "./types";

const RENEW_BEFORE_END_MS = 60_000;
const USABLE_FOR_MS = 10_000;
const LOCK = "reelshelf.session";

export type SessionState = "unknown" | "signed-in" | "signed-out";

interface Token {
  value: string;
  /** Milliseconds since the epoch. */
  endsAt: number;
}

type Message = { type: "token"; token: Token } | { type: "signed-out" };

export interface SessionParts {
  /** Exchanges the refresh cookie; null when there is no session any more; throws when the server is away. */
  refresh: () => Promise<AccessGrant | null>;
  locks: Pick<LockManager, "request"> | undefined;
  channel: Pick<BroadcastChannel, "postMessage" | "addEventListener"> | undefined;
  now: () => number;
  schedule: (run: () => void, delayMs: number) => unknown;
  cancel: (timer: unknown) => void;
}

/**
 * The access token, in memory only. It is renewed by the refresh cookie before it ends. A refresh token may be
 * presented once, so renewal happens once at a time in this tab (one promise) and in all tabs (a web lock);
 * a tab that waited for the lock takes the token another tab has just fetched.
 */
export class Session {
  private token: Token | null = null;
  private state: SessionState = "unknown";
  private renewal: Promise<string | null> | null = null;
  private timer: unknown;
  private readonly listeners = new Set<() => void>();
  private readonly parts: SessionParts;

  constructor(parts: SessionParts) {
    this.parts = parts;
    parts.channel?.addEventListener("message", (event) => this.hear((event as MessageEvent<Message>).data));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = (): SessionState => this.state;

  get currentToken(): string | null {
    return this.token?.value ?? null;
  }

  begin(grant: AccessGrant): void {
    this.accept(this.tokenOf(grant));
  }

  end(): void {
    this.forget();
    this.parts.channel?.postMessage({ type: "signed-out" } satisfies Message);
  }

  /** A token that is good for some seconds more, or null when nobody is signed in. */
  async accessToken(): Promise<string | null> {
    if (this.state === "signed-out") return null;
    if (this.token && this.token.endsAt - this.parts.now() > USABLE_FOR_MS) return this.token.value;
    return this.renew();
  }

  /** After a 401: a token other than the refused one. */
  async replace(refused: string): Promise<string | null> {
    if (this.token && this.token.value !== refused) return this.token.value;
    return this.renew(refused);
  }

  private renew(refused?: string): Promise<string | null> {
    this.renewal ??= this.exclusively(() => this.fetchToken(refused)).finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  private async exclusively(run: () => Promise<string | null>): Promise<string | null> {
    if (!this.parts.locks) return run();
    return await this.parts.locks.request(LOCK, run);
  }

  private async fetchToken(refused: string | undefined): Promise<string | null> {
    const fromOtherTab = this.token;
    const stillGood = fromOtherTab && fromOtherTab.endsAt - this.parts.now() > RENEW_BEFORE_END_MS;
    if (stillGood && fromOtherTab.value !== refused) return fromOtherTab.value;
    const grant = await this.parts.refresh();
    if (!grant) {
      // Somebody signed in while the answer was on its way: it speaks of the cookie before.
      if (this.token && this.token !== fromOtherTab) return this.token.value;
      this.forget();
      return null;
    }
    this.accept(this.tokenOf(grant));
    return grant.access_token;
  }

  private tokenOf(grant: AccessGrant): Token {
    return { value: grant.access_token, endsAt: this.parts.now() + grant.expires_in * 1000 };
  }

  private accept(token: Token): void {
    this.keep(token);
    this.parts.channel?.postMessage({ type: "token", token } satisfies Message);
  }

  private keep(token: Token): void {
    this.token = token;
    this.parts.cancel(this.timer);
    const delay = Math.max(token.endsAt - this.parts.now() - RENEW_BEFORE_END_MS, 1_000);
    this.timer = this.parts.schedule(() => void this.renew().catch(() => undefined), delay);
    this.become("signed-in");
  }

  private forget(): void {
    this.token = null;
    this.parts.cancel(this.timer);
    this.become("signed-out");
  }

  private hear(message: Message): void {
    if (message.type === "token") this.keep(message.token);
    else this.forget();
  }

  /** Listeners hear of every new token, too. */
  private become(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
