import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { useNoticeStore } from "@/components/ui/notice-store";
import { aJob } from "../../../../tests/builders";
import { renderInApp } from "../../../../tests/render";
import { aServer } from "../../../../tests/server";
import { JobProgressCard } from "./job-progress-card";

const server = aServer();

function answerRetry(started: number): void {
  server.use(
    http.post("*/api/jobs/j1/retry", () => HttpResponse.json({ ...aJob({ status: "running" }), started })),
  );
}

async function noticed(text: string): Promise<void> {
  await waitFor(() => expect(useNoticeStore.getState().notices.map((notice) => notice.text)).toContain(text));
}

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

test("what is not available and captions that follow can be tried again, all at once", async () => {
  answerRetry(3);
  renderInApp(<JobProgressCard job={aJob({ with_captions: 45, captions_follow: 2 })} />);
  await userEvent.click(screen.getByRole("button", { name: "Try 3 again" }));
  await noticed("3 videos are being tried again.");
});

test("somebody who tries again what is being tried hears so", async () => {
  answerRetry(0);
  renderInApp(<JobProgressCard job={aJob()} />);
  await userEvent.click(screen.getByRole("button", { name: "Try 1 again" }));
  await noticed("They are being tried already.");
});

test("a refusal is said in words for people, and it can be tried once more", async () => {
  server.use(
    http.post("*/api/jobs/j1/retry", () => HttpResponse.json({ code: "unavailable" }, { status: 503 })),
  );
  renderInApp(<JobProgressCard job={aJob()} />);
  await userEvent.click(screen.getByRole("button", { name: "Try 1 again" }));
  await waitFor(() => expect(useNoticeStore.getState().notices[0]?.tone).toBe("problem"));
  expect(screen.getByRole("button", { name: "Try 1 again" })).toBeEnabled();
});

test("where all is well there is nothing to try again", () => {
  renderInApp(<JobProgressCard job={aJob({ unavailable: 0, complete: 50, with_captions: 48 })} />);
  expect(screen.queryByRole("button", { name: /Try/ })).toBeNull();
});

test("an import of which nothing is left has nothing to undo", () => {
  renderInApp(<JobProgressCard job={aJob({ status: "cancelled", removed: 50 })} />);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});
