import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/api/http";
import type { ImportReceipt, ImportPreview as Preview } from "@/api/types";
import { renderInApp } from "../../../../tests/render";
import { textSource } from "../stores/import-drop-store";
import { ImportPreview } from "./import-preview";

const found: Preview = {
  format: "text",
  total: 54,
  videos: Array.from({ length: 51 }, (_, index) => ({
    line: index + 1,
    youtube_id: `id-${Math.min(index, 49)}`,
  })),
  playlists: [],
  invalid: [
    { line: 7, text: "see you at noon", code: "not_a_video_link" },
    { line: 9, text: "milk, eggs", code: "not_a_video_link" },
  ],
  duplicates_in_input: 1,
  already_in_list: 3,
};

const receipt: ImportReceipt = {
  job_id: "j1",
  total: 54,
  created: 47,
  duplicates: 4,
  invalid: found.invalid,
  playlists: [],
  video_ids: [],
  videos: [],
};

let keysSent: (string | null)[] = [];
const server = setupServer(
  http.post("*/api/imports/preview", () => HttpResponse.json(found)),
  http.post("*/api/lists/l1/videos/batch", ({ request }) => {
    keysSent.push(request.headers.get("Idempotency-Key"));
    return keysSent.length === 1
      ? HttpResponse.json({ code: "unavailable" }, { status: 503 })
      : HttpResponse.json(receipt, { status: 201 });
  }),
);

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
beforeEach(() => {
  keysSent = [];
  session.begin({ access_token: "token", token_type: "bearer", expires_in: 900 });
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function open(onImported = vi.fn()) {
  renderInApp(
    <ImportPreview
      source={textSource("…")}
      lists={[]}
      listId="l1"
      ensureList={async () => "l1"}
      onImported={onImported}
      onClose={() => undefined}
    />,
  );
  return onImported;
}

test("it says what was found, and shows the lines that are no links", async () => {
  open();
  expect(await screen.findByText("50 videos found")).toBeVisible();
  expect(screen.getByText("3 already on this shelf")).toBeVisible();
  expect(screen.getByText("1 named twice")).toBeVisible();
  expect(screen.getByText("2 lines are not video links")).toBeVisible();
  expect(screen.getByText("Line 7")).toBeVisible();
  expect(screen.getByText("see you at noon")).toBeVisible();
});

test("one confirmation is one import, however often the request goes out", async () => {
  const imported = open();
  await userEvent.click(await screen.findByRole("button", { name: "Import 47 videos" }));
  await vi.waitFor(() => expect(imported).toHaveBeenCalledWith("l1", receipt), { timeout: 5_000 });
  expect(keysSent).toHaveLength(2);
  expect(keysSent[0]).toBeTruthy();
  expect(keysSent[1]).toBe(keysSent[0]);
});
