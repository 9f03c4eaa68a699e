import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { aCompleteVideo, aVideo } from "../../../../tests/builders";
import { renderInApp } from "../../../../tests/render";
import { VideoCard } from "./video-card";

test("while it is imported a tile has a pie, and does not open", () => {
  renderInApp(
    <VideoCard
      pointed={0}
      video={aVideo({ import_stage: "captions", import_progress: 60, title: "Rain" })}
    />,
  );
  const link = screen.getByRole("link");
  expect(link).toHaveAttribute("aria-disabled", "true");
  expect(link).not.toHaveAttribute("href");
  const pie = screen.getByRole("progressbar", { name: "Import of Rain" });
  expect(pie).toHaveAttribute("aria-valuenow", "60");
  expect(pie).toHaveAttribute("aria-valuetext", "60 percent");
  expect(pie).toHaveTextContent("60 %");
});

test("a complete video is a link with title, channel and length", () => {
  renderInApp(<VideoCard pointed={0} video={aCompleteVideo()} />);
  expect(screen.getByRole("link", { name: "Why bridges hum" })).toHaveAttribute("href", "/videos/v1");
  expect(screen.getByText("Slow Radio")).toBeVisible();
  expect(screen.getByRole("img", { name: "Length 12:34" })).toBeVisible();
  expect(screen.queryByRole("progressbar")).toBeNull();
});

test("at 100 % the pie goes and the link is there", () => {
  const video = aVideo({ import_stage: "chapters", import_progress: 90, title: "Rain" });
  const { rerender } = renderInApp(<VideoCard pointed={0} video={video} />);
  expect(screen.getByRole("progressbar")).toBeVisible();
  rerender(<VideoCard pointed={0} video={aCompleteVideo({ id: "v1", title: "Rain" })} />);
  expect(screen.getByRole("link", { name: "Rain" })).toHaveAttribute("href", "/videos/v1");
  expect(screen.queryByRole("progressbar")).toBeNull();
});

test.each([
  ["none", "completed", "No captions"],
  [null, "partial", "Captions follow"],
] as const)(
  "captions %s, enrichment %s: a quiet mark says “%s”",
  (captions_source, enrichment_status, text) => {
    renderInApp(<VideoCard pointed={0} video={aCompleteVideo({ captions_source, enrichment_status })} />);
    expect(screen.getByRole("img", { name: text })).toBeVisible();
    expect(screen.getByRole("link")).toHaveAttribute("href");
  },
);

test("a video that cannot be had says why and can be removed", () => {
  const error = { code: "gone" as const, message: "This video is private or was deleted." };
  renderInApp(
    <VideoCard
      pointed={0}
      video={aVideo({ import_stage: "error", import_progress: 25, error, title: "Rain" })}
    />,
  );
  expect(
    screen.getByRole("button", { name: "Not available: This video is private or was deleted." }),
  ).toBeVisible();
  expect(screen.getByRole("button", { name: "Remove “Rain”" })).toBeVisible();
  expect(screen.getByRole("link", { name: "Rain, Not available" })).toHaveAttribute("aria-disabled", "true");
});
