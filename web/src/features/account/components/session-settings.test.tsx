import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import type { SignedInDevice } from "@/api/types";
import { renderInApp } from "../../../../tests/render";
import { aServer } from "../../../../tests/server";
import { SessionSettings } from "./session-settings";

const server = aServer();

function aSession(changes: Partial<SignedInDevice>): SignedInDevice {
  const at = new Date().toISOString();
  return {
    id: "s1",
    created_at: at,
    last_used_at: at,
    expires_at: at,
    user_agent: null,
    current: false,
    ...changes,
  };
}

test("this browser stays; the others are signed out one by one or all at once", async () => {
  let sessions = [
    aSession({ id: "s1", current: true, user_agent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0" }),
    aSession({ id: "s2", user_agent: "curl/8.9" }),
    aSession({ id: "s3" }),
  ];
  server.use(
    http.get("*/api/sessions", () => HttpResponse.json({ items: sessions, next_cursor: null })),
    http.delete("*/api/sessions/:id", ({ params }) => {
      sessions = sessions.filter((session) => session.id !== params.id);
      return new HttpResponse(null, { status: 204 });
    }),
    http.delete("*/api/sessions", () => {
      sessions = sessions.filter((session) => session.current);
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderInApp(<SessionSettings />);
  const list = await screen.findByRole("list", { name: "Where you are signed in" });
  expect(within(list).getByText("This browser")).toBeVisible();
  expect(within(list).queryByRole("button", { name: "Sign out Firefox · Linux" })).toBeNull();

  await userEvent.click(within(list).getByRole("button", { name: "Sign out curl/8.9" }));
  await expect.poll(() => within(list).getAllByRole("listitem").length).toBe(2);
  await userEvent.click(screen.getByRole("button", { name: "Sign out everywhere else" }));
  await expect.poll(() => within(list).getAllByRole("listitem").length).toBe(1);
  expect(screen.queryByRole("button", { name: "Sign out everywhere else" })).toBeNull();
});

test("what could not be fetched is offered again", async () => {
  server.use(http.get("*/api/sessions", () => HttpResponse.json({}, { status: 503 })));
  renderInApp(<SessionSettings />);
  expect(await screen.findByRole("alert")).toHaveTextContent("Reelshelf takes a short pause.");
});
