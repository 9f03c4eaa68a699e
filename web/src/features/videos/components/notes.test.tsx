import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { useState } from "react";
import { beforeEach, expect, test } from "vitest";
import { aCompleteVideo } from "../../../../tests/builders";
import { renderInApp } from "../../../../tests/render";
import { aServer } from "../../../../tests/server";
import { Notes } from "./notes";

const server = aServer();
let saved: unknown[] = [];
beforeEach(() => {
  saved = [];
});

function accept(): void {
  server.use(
    http.patch("*/api/videos/v1", async ({ request }) => {
      const body = (await request.json()) as { notes: string };
      saved.push(body.notes);
      return HttpResponse.json(aCompleteVideo({ notes: body.notes, updated_at: new Date().toISOString() }));
    }),
  );
}

/** Another tab writes when the button is pressed. */
function Page() {
  const [video, setVideo] = useState(() => aCompleteVideo({ notes: "first" }));
  const elsewhere = { notes: "theirs", updated_at: new Date(Date.now() + 60_000).toISOString() };
  return (
    <>
      <Notes video={video} />
      <button type="button" onClick={() => setVideo({ ...video, ...elsewhere })}>
        another tab
      </button>
    </>
  );
}

const field = () => screen.getByRole("textbox", { name: "Notes" });

test("notes save themselves, once for what was typed in one go", async () => {
  accept();
  renderInApp(<Page />);
  await userEvent.type(field(), " and more");
  expect(screen.getByText("Saving …")).toBeVisible();
  expect(await screen.findByText("Saved")).toBeVisible();
  expect(saved).toEqual(["first and more"]);
  expect(localStorage.length).toBe(0);
});

test("notes that could not be saved are there at the next visit", async () => {
  let refused = 0;
  server.use(
    http.patch("*/api/videos/v1", () => {
      refused += 1;
      return HttpResponse.json({ code: "unavailable" }, { status: 503 });
    }),
  );
  const { unmount } = renderInApp(<Page />);
  await userEvent.type(field(), "!");
  expect(await screen.findByRole("alert")).toHaveTextContent("Not saved yet.");
  unmount();
  // Leaving the page tries once more, in vain.
  await waitFor(() => expect(refused).toBe(2));

  accept();
  renderInApp(<Page />);
  expect(field()).toHaveValue("first!");
  await waitFor(() => expect(saved).toEqual(["first!"]));
});

test("leaving the page saves at once", async () => {
  accept();
  const { unmount } = renderInApp(<Page />);
  await userEvent.type(field(), "?");
  unmount();
  await waitFor(() => expect(saved).toEqual(["first?"]));
});

test("what another tab wrote is shown beside what is being typed, and a person decides", async () => {
  accept();
  renderInApp(<Page />);
  await userEvent.type(field(), " mine");
  // Not by pressing: leaving the field would save first.
  screen.getByRole("button", { name: "another tab" }).click();
  expect(await screen.findByText("theirs")).toBeVisible();
  expect(field()).toHaveValue("first mine");
  expect(saved).toEqual([]);

  await userEvent.click(screen.getByRole("button", { name: "Keep what I wrote" }));
  await waitFor(() => expect(saved).toEqual(["first mine"]));
  expect(screen.queryByText("theirs")).toBeNull();
});
