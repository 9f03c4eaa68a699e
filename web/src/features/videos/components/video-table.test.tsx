import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createRef } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Video } from "@/api/types";
import { aCompleteVideo, aTag, aVideo } from "../../../../tests/builders";
import { renderInApp } from "../../../../tests/render";
import { roomOf } from "../../../../tests/room";
import { useSelectionStore } from "../stores/selection-store";
import { VideoTable } from "./video-table";

const videos: Video[] = [
  aCompleteVideo({ id: "v1", youtube_id: "aaaaaaaaaa1", title: "Rain", tag_ids: ["t1", "gone"] }),
  aVideo({
    id: "v2",
    youtube_id: "aaaaaaaaaa2",
    title: "Snow",
    import_stage: "captions",
    import_progress: 60,
  }),
  aCompleteVideo({ id: "v3", youtube_id: "aaaaaaaaaa3", title: "Hail", captions_source: "none" }),
];

roomOf({ width: 1200, height: 800 });
beforeEach(() =>
  useSelectionStore.setState({ listId: "l1", selected: new Set(), anchor: null, choosing: false }),
);

function show(onSort = vi.fn()) {
  const scroller = createRef<HTMLDivElement>();
  renderInApp(
    <div ref={scroller}>
      <VideoTable
        place="l1"
        videos={videos}
        total={3}
        scroller={scroller}
        highlight={null}
        tags={new Map([["t1", aTag()]])}
        menu={() => null}
        hasMore={false}
        onNearEnd={() => undefined}
        sort="-created_at"
        onSort={onSort}
      />
    </div>,
  );
  return onSort;
}

function row(title: string): HTMLElement {
  return screen.getByRole("row", { name: new RegExp(title) });
}

test("a line says all there is to know about a video", () => {
  show();
  expect(screen.getByRole("grid", { name: "Videos on this list" })).toHaveAttribute("aria-rowcount", "4");
  expect(within(row("Rain")).getByRole("link", { name: "Rain" })).toHaveAttribute("href", "/videos/v1");
  expect(row("Rain")).toHaveTextContent(/Slow Radio12:34.*Physics.*Ready/);
  expect(within(row("Snow")).getByRole("link")).toHaveAttribute("aria-disabled", "true");
  expect(within(row("Snow")).getByRole("progressbar")).toHaveAttribute("aria-valuenow", "60");
});

test("headers sort, and say by what", async () => {
  const onSort = show();
  expect(screen.getByRole("columnheader", { name: "Added" })).toHaveAttribute("aria-sort", "descending");
  await userEvent.click(screen.getByRole("button", { name: "Title" }));
  await userEvent.click(screen.getByRole("button", { name: "Added" }));
  expect(onSort.mock.calls).toEqual([["title"], ["created_at"]]);
  expect(screen.queryByRole("button", { name: "Tags" })).toBeNull();
});

test("a checkbox chooses, with Shift up to there, and the row says so", async () => {
  show();
  const user = userEvent.setup();
  await user.click(screen.getByRole("checkbox", { name: "Select “Rain”" }));
  expect(row("Rain")).toHaveAttribute("aria-selected", "true");
  await user.keyboard("{Shift>}");
  await user.click(screen.getByRole("checkbox", { name: "Select “Hail”" }));
  expect([...useSelectionStore.getState().selected].sort()).toEqual(["v1", "v2", "v3"]);
});

test("X and Space choose where the focus is; arrows move it, with Shift they choose on the way", async () => {
  show();
  const user = userEvent.setup();
  screen.getByRole("link", { name: "Rain" }).focus();
  await user.keyboard("x");
  expect(row("Rain")).toHaveAttribute("aria-selected", "true");
  await user.keyboard(" ");
  expect(row("Rain")).toHaveAttribute("aria-selected", "false");
  await user.keyboard("{ArrowDown}");
  expect(screen.getByRole("checkbox", { name: "Select “Snow”" })).toHaveFocus();
  await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
  expect(screen.getByRole("link", { name: "Hail" })).toHaveFocus();
  expect([...useSelectionStore.getState().selected].sort()).toEqual(["v2", "v3"]);
});

test("while choosing, a click on a line chooses instead of opening", async () => {
  show();
  useSelectionStore.getState().choose(true);
  const link = screen.getByRole("link", { name: "Hail" });
  expect(fireEvent.click(link)).toBe(false);
  expect([...useSelectionStore.getState().selected]).toEqual(["v3"]);
});

test("a long press chooses, and the click that ends it does not choose again", async () => {
  vi.useFakeTimers();
  show();
  const link = screen.getByRole("link", { name: "Hail" });
  fireEvent.pointerDown(link, { pointerType: "touch", clientX: 5, clientY: 5 });
  vi.advanceTimersByTime(500);
  fireEvent.pointerUp(link, { pointerType: "touch" });
  expect(fireEvent.click(link)).toBe(false);
  expect([...useSelectionStore.getState().selected]).toEqual(["v3"]);
  vi.useRealTimers();
});

test("a finger that scrolls does not choose", () => {
  vi.useFakeTimers();
  show();
  const link = screen.getByRole("link", { name: "Hail" });
  fireEvent.pointerDown(link, { pointerType: "touch", clientX: 5, clientY: 5 });
  fireEvent.pointerMove(link, { pointerType: "touch", clientX: 5, clientY: 40 });
  vi.advanceTimersByTime(500);
  expect(useSelectionStore.getState().selected.size).toBe(0);
  vi.useRealTimers();
});
