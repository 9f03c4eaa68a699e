import { screen } from "@testing-library/react";
import { Route, Routes } from "react-router";
import { afterEach, expect, test } from "vitest";
import { useImportDropStore } from "@/features/imports/stores/import-drop-store";
import { renderInApp } from "../../tests/render";
import { SharePage } from "./share-page";

afterEach(() => useImportDropStore.setState({ queue: [], composing: false }));

function open(path: string): void {
  renderInApp(
    <Routes>
      <Route path="/" element={<p>the shelf</p>} />
      <Route path="/share" element={<SharePage />} />
    </Routes>,
    { path },
  );
}

test("what was shared waits for a look and a yes, once", async () => {
  open("/share?url=https%3A%2F%2Fyoutu.be%2Faaaaaaaaaaa");
  expect(await screen.findByText("the shelf")).toBeVisible();
  const { queue } = useImportDropStore.getState();
  expect(queue).toMatchObject([{ kind: "text", text: "https://youtu.be/aaaaaaaaaaa" }]);
});

test("what has no video link in it says so", () => {
  open("/share?text=see+you+at+noon");
  expect(screen.getByRole("heading", { name: "There is no video link in this" })).toBeVisible();
  expect(useImportDropStore.getState().queue).toEqual([]);
});
