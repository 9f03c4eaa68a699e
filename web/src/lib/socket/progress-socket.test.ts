import { beforeEach, expect, test } from "vitest";
import type { ProgressEvent, SocketMessage } from "@/api/types";
import { anEvent } from "../../../tests/builders";
import { ProgressSocket, type SocketStatus } from "./progress-socket";

/** The far end of the socket: a test says what the server does. */
class FarEnd extends EventTarget {
  readonly sent: Record<string, unknown>[] = [];
  readyState = 0;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.readyState = 3;
  }

  accept(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  tell(message: SocketMessage): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(message) }));
  }

  hangUp(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(new CloseEvent("close", { code }));
  }
}

/** A browser with a clock that only the test winds. */
class World {
  readonly ends: FarEnd[] = [];
  readonly events: ProgressEvent[] = [];
  readonly statuses: SocketStatus[] = [];
  readonly gaps: number[] = [];
  readonly refused: (string | null)[] = [];
  private timers = new Map<number, () => void>();
  private lastTimer = 0;
  history: ProgressEvent[] = [];
  tokens = ["first", "second", "third"];

  readonly socket = new ProgressSocket({
    url: "ws://shelf/api/ws/progress",
    open: () => {
      const end = new FarEnd();
      this.ends.push(end);
      return end as unknown as WebSocket;
    },
    token: async (refused) => {
      this.refused.push(refused);
      return this.tokens.shift() ?? null;
    },
    onEvents: (events) => this.events.push(...events),
    onStatus: (status) => this.statuses.push(status),
    onGap: async (since) => {
      this.gaps.push(since);
      this.events.push(...this.history);
      return since + this.history.length;
    },
    onFirstReady: () => this.statuses.push("connecting"),
    random: () => 0,
    schedule: (run) => {
      this.lastTimer += 1;
      this.timers.set(this.lastTimer, run);
      return this.lastTimer;
    },
    cancel: (timer) => this.timers.delete(timer as number),
  });

  get end(): FarEnd {
    const end = this.ends.at(-1);
    if (!end) throw new Error("nobody has called");
    return end;
  }

  /** Runs what is scheduled, and lets promises settle. */
  async letTimePass(): Promise<void> {
    const due = [...this.timers.values()];
    this.timers.clear();
    for (const run of due) run();
    await this.settle();
  }

  /** Lets promises come to rest; no timer of the socket runs. */
  settle(): Promise<void> {
    return new Promise((settled) => setTimeout(settled, 0));
  }
}

let world: World;

beforeEach(async () => {
  world = new World();
  await world.socket.connect();
  world.end.accept();
  world.end.tell({ type: "ready", seq: 100, snapshot: [] });
});

test("the first message is the token, never the address", () => {
  expect(world.end.sent).toEqual([{ type: "auth", token: "first", since: null }]);
});

test("frames of one and of many events are taken alike", () => {
  world.end.tell(anEvent({ seq: 101 }));
  world.end.tell({ type: "events", events: [anEvent({ seq: 102 }), anEvent({ seq: 103 })] });
  expect(world.events.map((event) => event.seq)).toEqual([101, 102, 103]);
  expect(world.socket.since).toBe(103);
});

test("after a break it says how far it got, and misses nothing", async () => {
  world.end.tell(anEvent({ seq: 101 }));
  world.end.hangUp(1006);
  expect(world.statuses.at(-1)).toBe("away");
  await world.letTimePass();
  world.end.accept();
  expect(world.end.sent).toEqual([{ type: "auth", token: "second", since: 101 }]);

  world.end.tell({ type: "ready", seq: 103, snapshot: [] });
  world.end.tell({ type: "events", events: [anEvent({ seq: 102 }), anEvent({ seq: 103 })] });
  await world.letTimePass();
  expect(world.gaps).toEqual([]);
  expect(world.socket.since).toBe(103);
  expect(world.statuses.at(-1)).toBe("live");
});

test("what the server does not repeat is fetched from the history", async () => {
  world.history = [anEvent({ seq: 101 }), anEvent({ seq: 102 })];
  world.end.tell(anEvent({ seq: 103 }));
  await world.letTimePass();
  expect(world.gaps).toEqual([100]);
  expect(world.events.map((event) => event.seq)).toEqual([103, 101, 102]);
  expect(world.socket.since).toBe(103);
});

test("a late event closes the hole by itself", async () => {
  world.end.tell(anEvent({ seq: 102 }));
  world.end.tell(anEvent({ seq: 101 }));
  await world.letTimePass();
  expect(world.gaps).toEqual([]);
});

test("a token that is sent away is not shown again", async () => {
  world.end.hangUp(4401);
  await world.letTimePass();
  expect(world.refused).toEqual([null, "first"]);
});

test("a new token goes to the open socket", () => {
  world.socket.renew("renewed");
  world.socket.renew("renewed");
  expect(world.end.sent.slice(1)).toEqual([{ type: "auth", token: "renewed", since: 100 }]);
});

test("nobody signed in: it stays away", async () => {
  world.tokens = [];
  world.end.hangUp(4401);
  await world.letTimePass();
  expect(world.ends).toHaveLength(1);
});

test("when the network is back it does not wait", async () => {
  world.end.hangUp(1006);
  world.socket.hurry();
  await world.settle();
  expect(world.ends).toHaveLength(2);
});
