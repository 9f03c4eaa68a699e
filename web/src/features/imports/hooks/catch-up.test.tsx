import { QueryClient } from "@tanstack/react-query";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { session } from "@/api/http";
import { keys } from "@/lib/cache/keys";
import { aJob, anEvent } from "../../../../tests/builders";
import { catchUp } from "./catch-up";

let firstKept = 1;
const server = setupServer(
  http.get("*/api/jobs", () =>
    HttpResponse.json({ items: [aJob({ status: "running" })], next_cursor: null }),
  ),
  http.get("*/api/jobs/j1/progress-history", () =>
    HttpResponse.json({
      items: [anEvent({ seq: 12 })],
      next_cursor: null,
      last_seq: 12,
      first_seq: firstKept,
    }),
  ),
);

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
beforeEach(() => session.begin({ access_token: "token", token_type: "bearer", expires_in: 900 }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

async function shelfAfterCatchingUp(since: number) {
  const client = new QueryClient();
  client.setQueryData(keys.videosOf("l1"), { pages: [] });
  const missed = await catchUp(client, since);
  return { missed, stale: client.getQueryState(keys.videosOf("l1"))?.isInvalidated };
}

test("what was missed is told, and the shelf is not asked for again", async () => {
  firstKept = 12;
  const { missed, stale } = await shelfAfterCatchingUp(11);
  expect(missed.events.map((event) => event.seq)).toEqual([12]);
  expect(missed.lastSeq).toBe(12);
  expect(stale).toBe(false);
});

test("where the history no longer reaches back, the shelf itself is asked for", async () => {
  firstKept = 12;
  const { missed, stale } = await shelfAfterCatchingUp(10);
  expect(missed.lastSeq).toBe(12);
  expect(stale).toBe(true);
});
