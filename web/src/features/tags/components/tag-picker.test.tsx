import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { keys } from "@/lib/cache/keys";
import { aTag } from "../../../../tests/builders";
import { renderInApp } from "../../../../tests/render";
import { aServer } from "../../../../tests/server";
import { type Tagged, TagPicker } from "./tag-picker";

const server = aServer();

const physics = aTag({ id: "t1", name: "Physics" });
const music = aTag({ id: "t2", name: "Music", color: "green" });
const travel = aTag({ id: "t3", name: "Travel", color: "pink" });

const SOME = /^Music ?\(on some\)$/;

function show(tagged: Record<string, Tagged> = {}) {
  const onToggle = vi.fn();
  renderInApp(<TagPicker taggedWith={(tagId) => tagged[tagId] ?? "none"} onToggle={onToggle} />, {
    known: [[keys.tags, [music, physics, travel]]],
  });
  return onToggle;
}

test("it shows what all, some and none of the videos carry, and toggles the right way", async () => {
  const onToggle = show({ t1: "all", t2: "some" });
  expect(screen.getByRole("option", { name: "Physics" })).toHaveAttribute("aria-selected", "true");
  expect(screen.getByRole("option", { name: SOME })).toHaveAttribute("aria-selected", "false");
  for (const name of ["Physics", SOME, "Travel"]) {
    await userEvent.click(screen.getByRole("option", { name }));
  }
  expect(onToggle.mock.calls).toEqual([
    [physics, false],
    [music, true],
    [travel, true],
  ]);
});

test("typing narrows it down, the arrow keys choose, Enter takes", async () => {
  const onToggle = show();
  const field = screen.getByRole("combobox");
  await userEvent.type(field, "s");
  expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual([
    "Music",
    "Physics",
    "Create “s”",
  ]);
  await userEvent.type(field, "{ArrowDown}{Enter}");
  expect(onToggle).toHaveBeenCalledExactlyOnceWith(physics, true);
  expect(field).toHaveAttribute("aria-activedescendant", screen.getByRole("option", { name: "Physics" }).id);
});

test("a name nobody has makes a new tag, in the colour used least, and puts it on", async () => {
  const made: unknown[] = [];
  server.use(
    http.post("*/api/tags", async ({ request }) => {
      made.push(await request.json());
      return HttpResponse.json(aTag({ id: "t9", name: "Chess", color: "amber" }), { status: 201 });
    }),
  );
  const onToggle = show();
  await userEvent.type(screen.getByRole("combobox"), " Chess {Enter}");
  await waitFor(() => expect(onToggle).toHaveBeenCalledOnce());
  expect(made).toEqual([{ name: "Chess", color: "amber" }]);
  expect(onToggle.mock.calls[0]?.[0]).toMatchObject({ id: "t9" });
  expect(screen.getByRole("combobox")).toHaveValue("");
});

test("a name that is there in another case is not offered as new", async () => {
  show();
  await userEvent.type(screen.getByRole("combobox"), "PHYSICS");
  expect(screen.getAllByRole("option")).toHaveLength(1);
});
