import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { session } from "@/api/http";
import type { Enrichment } from "@/api/types";
import { renderInApp } from "../../../../tests/render";
import { EnrichmentStatus } from "./enrichment-status";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
beforeEach(() => session.begin({ access_token: "token", token_type: "bearer", expires_in: 900 }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function answer(changes: Partial<Enrichment>): void {
  const enrichment: Enrichment = {
    video_id: "v1",
    status: "completed",
    progress_message: null,
    retry_count: 0,
    captions_language: null,
    captions_source: null,
    chapters: [],
    chapters_source: null,
    error: null,
    processed_at: null,
    ...changes,
  };
  server.use(http.get("*/api/videos/v1/enrichment", () => HttpResponse.json(enrichment)));
}

test("captions made by speech recognition are named as that", async () => {
  answer({ captions_source: "whisper", captions_language: "de" });
  renderInApp(<EnrichmentStatus videoId="v1" />);
  expect(await screen.findByText("Captions: made by speech recognition (German)")).toBeVisible();
});

test("why captions follow, or will not, stands beside it", async () => {
  const message = "Nothing is said in this video.";
  answer({ captions_source: "none", progress_message: message });
  renderInApp(<EnrichmentStatus videoId="v1" />);
  expect(await screen.findByText(message)).toBeVisible();
});
