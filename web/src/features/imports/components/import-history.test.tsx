import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { aJob } from "../../../../tests/builders";
import { renderInApp } from "../../../../tests/render";
import { aServer } from "../../../../tests/server";
import { useJobHistory } from "../api/get-jobs";
import { ImportHistory } from "./import-history";

const server = aServer();

function History() {
  return <ImportHistory history={useJobHistory()} />;
}

const first = [
  aJob({ id: "j3", created_at: "2026-03-03T09:00:00Z", kind: "file", label: "watch-later.csv" }),
  aJob({ id: "j2", created_at: "2026-03-02T12:00:00Z", kind: "single", total: 1, created: 1 }),
];
const older = [aJob({ id: "j1", created_at: "2026-03-02T10:00:00Z", status: "running", pending: 10 })];

test("every import has its day, its source and its list; older ones come when asked for", async () => {
  server.use(
    http.get("*/api/jobs", ({ request }) =>
      HttpResponse.json(
        new URL(request.url).searchParams.get("cursor") === "older"
          ? { items: older, next_cursor: null }
          : { items: first, next_cursor: "older" },
      ),
    ),
  );
  renderInApp(<History />);
  const newest = await screen.findByRole("region", { name: "Mar 3, 2026" });
  expect(within(newest).getByText("watch-later.csv")).toBeVisible();
  expect(within(newest).getByRole("link", { name: "Talks" })).toHaveAttribute("href", "/lists/l1");
  expect(within(newest).getByRole("link", { name: "1 not available" })).toHaveAttribute(
    "href",
    "/lists/l1?job=j3&stage=error",
  );
  expect(screen.queryByRole("button", { name: "Close summary" })).toBeNull();

  await userEvent.click(screen.getByRole("button", { name: "Show older imports" }));
  const before = screen.getByRole("region", { name: "Mar 2, 2026" });
  expect(await within(before).findByRole("button", { name: "Pause" })).toBeEnabled();
  expect(within(before).getByText("One link")).toBeVisible();
  expect(within(before).getByText("50 pasted lines")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Show older imports" })).toBeNull();
});
