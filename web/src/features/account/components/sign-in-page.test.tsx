import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterEach, expect, test, vi } from "vitest";
import { renderInApp } from "../../../../tests/render";
import { aServer } from "../../../../tests/server";
import { SignInPage } from "./sign-in-page";

const server = aServer();
afterEach(() => {
  location.hash = "";
});

function offer(oidc: { name: string } | null): void {
  server.use(http.get("*/api/auth/methods", () => HttpResponse.json({ password: true, oidc })));
}

test("a provider is offered where there is one, and leaving for it is told", async () => {
  offer({ name: "Hearth" });
  const left = vi.fn();
  renderInApp(<SignInPage onLeave={left} />);
  const way = await screen.findByRole("link", { name: "Sign in with Hearth" });
  expect(way).toHaveAttribute("href", "/api/auth/oidc/start");
  way.addEventListener("click", (event) => event.preventDefault());
  await userEvent.click(way);
  expect(left).toHaveBeenCalledOnce();
});

test("what went wrong at the provider is said in words, and leaves the address", async () => {
  offer(null);
  location.hash = "#problem=oidc_unknown_account";
  renderInApp(<SignInPage onLeave={() => undefined} />);
  expect(await screen.findByRole("alert")).toHaveTextContent("Nobody has an account here");
  expect(location.hash).toBe("");
});
