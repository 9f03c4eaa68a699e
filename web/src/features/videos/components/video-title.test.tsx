import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import type { Video } from "@/api/types";
import { keys } from "@/lib/cache/keys";
import { aCompleteVideo } from "../../../../tests/builders";
import { renderInApp } from "../../../../tests/render";
import { aServer } from "../../../../tests/server";
import { useVideo } from "../api/get-video";
import { VideoTitle } from "./video-title";

const server = aServer();

function Page() {
  const video = useVideo("v1").data;
  return video ? <VideoTitle video={video} title={video.title ?? ""} /> : null;
}

function open(): void {
  const video: Video = aCompleteVideo();
  renderInApp(<Page />, { known: [[keys.video("v1"), video]] });
}

test("one's own title stands at once where it was written", async () => {
  server.use(
    http.patch("*/api/videos/v1", async ({ request }) => {
      const { title } = (await request.json()) as { title: string };
      return HttpResponse.json(aCompleteVideo({ title }));
    }),
  );
  open();
  await userEvent.click(screen.getByRole("button", { name: "Change title" }));
  const field = screen.getByRole("textbox", { name: "Your title" });
  expect(field).toHaveFocus();
  await userEvent.clear(field);
  await userEvent.type(field, "Bridges{Enter}");
  expect(await screen.findByRole("heading", { name: "Bridges" })).toBeVisible();
  expect(screen.getByRole("button", { name: "Change title" })).toHaveFocus();
});

test("Escape leaves the title as it was", async () => {
  open();
  await userEvent.click(screen.getByRole("button", { name: "Change title" }));
  await userEvent.keyboard("nonsense{Escape}");
  expect(screen.getByRole("heading", { name: "Why bridges hum" })).toBeVisible();
});
