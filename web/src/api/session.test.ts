import { expect, test } from "vitest";
import { Session, type SessionParts } from "./session";
import type { AccessGrant } from "./types";

/** One browser with several tabs: a clock, a lock and a channel that they share, and a server that counts. */
class Browser {
  now = 0;
  refreshes = 0;
  signedIn = true;
  private tabs: ((event: Event) => void)[] = [];
  private turn: Promise<unknown> = Promise.resolve();

  private readonly locks = {
    request: (_name: string, run: () => Promise<unknown>) => {
      this.turn = this.turn.then(run);
      return this.turn;
    },
  } as unknown as SessionParts["locks"];

  tab(): Session {
    let hear: (event: Event) => void = () => undefined;
    const channel = {
      addEventListener: (_type: string, listener: (event: Event) => void) => {
        hear = listener;
        this.tabs.push(listener);
      },
      postMessage: (data: unknown) => {
        for (const tab of this.tabs) if (tab !== hear) tab(new MessageEvent("message", { data }));
      },
    } as unknown as SessionParts["channel"];
    return new Session({
      refresh: async () => this.answer(),
      locks: this.locks,
      channel,
      now: () => this.now,
      schedule: () => undefined,
      cancel: () => undefined,
    });
  }

  private answer(): AccessGrant | null {
    this.refreshes += 1;
    return this.signedIn
      ? { access_token: `token-${this.refreshes}`, token_type: "bearer", expires_in: 900 }
      : null;
  }
}

test("many callers in one tab cause one refresh", async () => {
  const browser = new Browser();
  const tab = browser.tab();
  const tokens = await Promise.all([tab.accessToken(), tab.accessToken(), tab.accessToken()]);
  expect(tokens).toEqual(["token-1", "token-1", "token-1"]);
  expect(browser.refreshes).toBe(1);
});

test("two tabs never present the same refresh token: the second takes what the first got", async () => {
  const browser = new Browser();
  const [one, two] = [browser.tab(), browser.tab()];
  const tokens = await Promise.all([one.accessToken(), two.accessToken()]);
  expect(tokens).toEqual(["token-1", "token-1"]);
  expect(browser.refreshes).toBe(1);
});

test("a token is used until shortly before its end", async () => {
  const browser = new Browser();
  const tab = browser.tab();
  await tab.accessToken();
  browser.now = 880_000;
  expect(await tab.accessToken()).toBe("token-1");
  browser.now = 895_000;
  expect(await tab.accessToken()).toBe("token-2");
});

test("a refused token is replaced even if it looks good", async () => {
  const browser = new Browser();
  const tab = browser.tab();
  await tab.accessToken();
  expect(await tab.replace("token-1")).toBe("token-2");
  expect(await tab.replace("token-1")).toBe("token-2");
  expect(browser.refreshes).toBe(2);
});

test("without a session there is no token, and nobody asks again", async () => {
  const browser = new Browser();
  browser.signedIn = false;
  const tab = browser.tab();
  expect(await tab.accessToken()).toBeNull();
  expect(tab.getState()).toBe("signed-out");
  expect(await tab.accessToken()).toBeNull();
  expect(browser.refreshes).toBe(1);
});

test("signing out in one tab signs out all", async () => {
  const browser = new Browser();
  const [one, two] = [browser.tab(), browser.tab()];
  await one.accessToken();
  expect(two.getState()).toBe("signed-in");
  one.end();
  expect(two.getState()).toBe("signed-out");
});

test("a sign-in is not undone by an answer to the cookie before it", async () => {
  let answer: (grant: AccessGrant | null) => void = () => undefined;
  const session = new Session({
    refresh: () => new Promise((resolve) => (answer = resolve)),
    locks: undefined,
    channel: undefined,
    now: () => 0,
    schedule: () => undefined,
    cancel: () => undefined,
  });
  const asked = session.accessToken();
  session.begin({ access_token: "signed-in", token_type: "bearer", expires_in: 900 });
  answer(null);
  expect(await asked).toBe("signed-in");
  expect(session.getState()).toBe("signed-in");
});
