import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import type { AccessToken } from "@/api/types";
import { renderInApp } from "../../../../tests/render";
import { aServer } from "../../../../tests/server";
import { TokenSettings } from "./token-settings";

const server = aServer();
let tokens: AccessToken[] = [];
let wanted: unknown = null;

beforeEach(() => {
  tokens = [];
  server.use(
    http.get("*/api/tokens", () => HttpResponse.json({ items: tokens, next_cursor: null })),
    http.post("*/api/tokens", async ({ request }) => {
      wanted = await request.json();
      const made: AccessToken = {
        id: "t1",
        name: "Backup",
        scopes: ["read", "write"],
        created_at: "2026-03-02T10:00:00Z",
        last_used_at: null,
        expires_at: null,
      };
      tokens = [made];
      return HttpResponse.json({ ...made, token: "rs_secret" }, { status: 201 });
    }),
    http.delete("*/api/tokens/t1", () => {
      tokens = [];
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

test("a token is made, shown this once, and revoked after a question", async () => {
  renderInApp(<TokenSettings />);
  expect(await screen.findByText("No tokens yet.")).toBeVisible();

  await userEvent.click(screen.getByRole("button", { name: "New token" }));
  await userEvent.type(screen.getByRole("textbox", { name: "What it is for" }), "Backup");
  await userEvent.click(screen.getByRole("radio", { name: "Read and write" }));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "It ends" }), "never");
  await userEvent.click(screen.getByRole("button", { name: "Create token" }));
  expect(await screen.findByRole("textbox", { name: "Token" })).toHaveValue("rs_secret");
  expect(wanted).toEqual({ name: "Backup", scopes: ["read", "write"], expires_in_days: null });

  await userEvent.click(screen.getByRole("button", { name: "Done" }));
  expect(screen.queryByDisplayValue("rs_secret")).toBeNull();
  expect(await screen.findByText("Read and write · does not end · not used yet")).toBeVisible();

  await userEvent.click(screen.getByRole("button", { name: "Revoke Backup" }));
  const question = screen.getByRole("dialog", { name: "Revoke “Backup”?" });
  await userEvent.click(within(question).getByRole("button", { name: "Revoke" }));
  expect(await screen.findByText("No tokens yet.")).toBeVisible();
});
