import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { useLocation } from "react-router";
import { beforeEach, expect, test } from "vitest";
import type { SearchHit } from "@/api/types";
import { aSearchHit } from "../../../../tests/builders";
import { renderInApp } from "../../../../tests/render";
import { aServer } from "../../../../tests/server";
import { rememberedSearches, useSearchStore } from "../stores/search-store";
import { SearchPalette } from "./search-palette";

const server = aServer();
HTMLElement.prototype.scrollIntoView ??= () => undefined;

let asked: URLSearchParams[] = [];
beforeEach(() => {
  asked = [];
});

function answer(pages: Record<string, SearchHit[]>): void {
  server.use(
    http.get("*/api/search", ({ request }) => {
      const search = new URL(request.url).searchParams;
      asked.push(search);
      return HttpResponse.json({ items: pages[search.get("q") ?? ""] ?? [], next_cursor: null });
    }),
  );
}

function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="address">{pathname + search}</output>;
}

function open(): HTMLElement {
  renderInApp(
    <>
      <SearchPalette list={{ id: "l1", name: "Talks" }} />
      <Address />
    </>,
  );
  return screen.getByRole("combobox", { name: "Search titles and what is said" });
}

const moments = [{ start_seconds: 123, snippet: "the <mark>wind</mark> &amp; the rope" }];
const hit = aSearchHit({ matched_in: "transcript", start_seconds: 123, snippet: "…", moments });

test("arrow keys go through videos and moments, Enter jumps to the second, and the words are remembered", async () => {
  answer({ wind: [hit] });
  const field = open();
  await userEvent.type(field, "wind");
  const moment = await screen.findByRole("option", { name: /^Jump to 2:03/ });
  expect(moment).toHaveTextContent("the wind & the rope");
  expect(screen.getByText("wind").tagName).toBe("MARK");
  expect(screen.getByRole("option", { selected: true })).toHaveTextContent("Why bridges hum");

  await userEvent.keyboard("{ArrowDown}");
  expect(moment).toHaveAttribute("aria-selected", "true");
  expect(field).toHaveAttribute("aria-activedescendant", moment.id);
  await userEvent.keyboard("{Enter}");
  expect(screen.getByLabelText("address")).toHaveTextContent("/videos/v1?t=123");
  expect(rememberedSearches()).toEqual(["wind"]);
  expect(useSearchStore.getState().open).toBe(false);
});

test("what was typed in one go is asked for once", async () => {
  answer({ bridges: [aSearchHit()] });
  await userEvent.type(open(), "bridges");
  await screen.findByRole("option");
  expect(asked.map((search) => search.get("q"))).toEqual(["bridges"]);
});

test("nothing found on this list is looked for everywhere with one press", async () => {
  answer({});
  const field = open();
  await userEvent.click(screen.getByRole("radio", { name: "On “Talks”" }));
  await userEvent.type(field, "rope");
  expect(await screen.findByText("Nothing found")).toBeVisible();
  await userEvent.click(await screen.findByRole("button", { name: "Search everything" }));
  expect(screen.getByRole("radio", { name: "Everything" })).toBeChecked();
  expect(await screen.findByText("Nothing found")).toBeVisible();
  expect(new Set(asked.map((search) => search.get("list_id")))).toEqual(new Set([null, "l1"]));
});

test("a failure is said in words for people, and another try is offered", async () => {
  server.use(http.get("*/api/search", () => HttpResponse.json({ code: "invalid_request" }, { status: 422 })));
  await userEvent.type(open(), "wind");
  expect(await screen.findByRole("alert")).toHaveTextContent("That did not work.");
  answer({ wind: [hit] });
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(2));
});

test("an earlier search is one press away, until it is forgotten", async () => {
  useSearchStore.getState().remember("wind");
  answer({ wind: [hit] });
  const field = open();
  await userEvent.click(screen.getByRole("button", { name: "wind" }));
  expect(field).toHaveValue("wind");
  expect(await screen.findAllByRole("option")).toHaveLength(2);
  await userEvent.clear(field);
  await userEvent.click(screen.getByRole("button", { name: "Forget these" }));
  expect(screen.queryByRole("button", { name: "wind" })).toBeNull();
  expect(rememberedSearches()).toEqual([]);
});
