import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { useState } from "react";
import { expect, test } from "vitest";
import { aList } from "../../tests/builders";
import { renderInApp } from "../../tests/render";
import { aServer } from "../../tests/server";
import { useTargetList } from "./target-list";

const server = aServer();

function Import() {
  const { ensureList } = useTargetList();
  const [target, setTarget] = useState("nothing yet");
  return (
    <>
      <button type="button" onClick={() => void ensureList().then(setTarget)}>
        Paste
      </button>
      <output>{target}</output>
    </>
  );
}

test("what is pasted before the lists have come goes to the list there is, and makes no other", async () => {
  let answer: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  server.use(
    http.get("*/api/lists", async () => {
      await asked;
      return HttpResponse.json({ items: [aList({ id: "l7" })], next_cursor: null });
    }),
  );
  renderInApp(<Import />);
  await userEvent.click(screen.getByRole("button", { name: "Paste" }));
  answer();
  expect(await screen.findByText("l7")).toBeVisible();
});

test("where there is no list, one is made", async () => {
  server.use(
    http.get("*/api/lists", () => HttpResponse.json({ items: [], next_cursor: null })),
    http.post("*/api/lists", () => HttpResponse.json(aList({ id: "l8" }), { status: 201 })),
  );
  renderInApp(<Import />);
  await userEvent.click(screen.getByRole("button", { name: "Paste" }));
  expect(await screen.findByText("l8")).toBeVisible();
});
