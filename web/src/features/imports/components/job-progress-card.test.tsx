import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { aJob } from "../../../../tests/builders";
import { renderInApp } from "../../../../tests/render";
import { JobProgressCard } from "./job-progress-card";

test("while it runs it says how far it is", () => {
  renderInApp(
    <JobProgressCard
      job={aJob({ status: "running", complete: 30, unavailable: 1, pending: 19, eta_seconds: 74 })}
    />,
  );
  expect(screen.getByText("50 videos are being imported")).toBeVisible();
  expect(screen.getByText("31 of 50 done · about 1 minute left")).toBeVisible();
  expect(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "62");
  expect(screen.getByRole("status")).toHaveTextContent("50 percent");
  expect(screen.getByRole("button", { name: "Pause" })).toBeEnabled();
  expect(screen.getByRole("button", { name: "Cancel" })).toBeEnabled();
});

test("a slow-down is said once, in words for people", () => {
  renderInApp(<JobProgressCard job={aJob({ status: "running", resumes_at: new Date().toISOString() })} />);
  expect(
    screen.getByText(/^Short pause: YouTube asked us to slow down\. Continues at .+ by itself\.$/),
  ).toBeVisible();
});

test("the summary reads as one sentence after the other, and each count opens its videos", () => {
  renderInApp(<JobProgressCard job={aJob()} />);
  expect(screen.getByRole("status")).toHaveTextContent(
    "Import finished. 47 videos. 2 without captions. 1 not available.",
  );
  expect(screen.getByRole("link", { name: "2 without captions" })).toHaveAttribute(
    "href",
    "/lists/l1?job=j1&captions=without",
  );
  expect(screen.getByRole("link", { name: "1 not available" })).toHaveAttribute(
    "href",
    "/lists/l1?job=j1&stage=error",
  );
  expect(screen.getByRole("button", { name: "Undo" })).toBeEnabled();
});

test("an import of which nothing is left has nothing to undo", () => {
  renderInApp(<JobProgressCard job={aJob({ status: "cancelled", removed: 50 })} />);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});
