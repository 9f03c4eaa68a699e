import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import type { Me, Person } from "@/api/types";
import { renderInApp } from "../../../../tests/render";
import { aServer } from "../../../../tests/server";
import { PeopleSettings } from "./people-settings";

const server = aServer();
const created_at = "2026-03-02T10:00:00Z";
const me: Me = { id: "u1", email: "ada@example.org", is_owner: true, has_password: true, created_at };

test("somebody is added with a link that is shown this once, and removed after a question", async () => {
  let people: Person[] = [me];
  server.use(
    http.get("*/api/users", () => HttpResponse.json({ items: people, next_cursor: null })),
    http.post("*/api/users", async ({ request }) => {
      const { email } = (await request.json()) as { email: string };
      const added = { id: "u2", email, is_owner: false, created_at };
      people = [me, added];
      const sign_in_link = "http://localhost/sign-in#token=once";
      return HttpResponse.json({ ...added, sign_in_link }, { status: 201 });
    }),
    http.delete("*/api/users/u2", () => {
      people = [me];
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderInApp(<PeopleSettings me={me} />);
  await screen.findByText("Owner");
  expect(screen.queryByRole("button", { name: "Remove ada@example.org" })).toBeNull();

  await userEvent.type(screen.getByRole("textbox", { name: "E-mail address" }), "bo@example.org{Enter}");
  const link = await screen.findByRole("textbox", { name: "Sign-in link" });
  expect(link).toHaveValue("http://localhost/sign-in#token=once");

  await userEvent.click(await screen.findByRole("button", { name: "Remove bo@example.org" }));
  const question = screen.getByRole("dialog", { name: "Remove bo@example.org?" });
  await userEvent.click(within(question).getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(screen.queryByText(/bo@example\.org/)).toBeNull());
  expect(screen.queryByRole("textbox", { name: "Sign-in link" })).toBeNull();
});

test("an address that has an account already is said in words", async () => {
  server.use(
    http.get("*/api/users", () => HttpResponse.json({ items: [me], next_cursor: null })),
    http.post("*/api/users", () => HttpResponse.json({ code: "email_taken" }, { status: 409 })),
  );
  renderInApp(<PeopleSettings me={me} />);
  await userEvent.type(screen.getByRole("textbox", { name: "E-mail address" }), "ada@example.org{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("There is an account with this e-mail address");
});
