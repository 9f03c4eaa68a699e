import { expect, test } from "vitest";
import { loadTexts, useLocaleStore } from "./locale-store";

const shown = () => useLocaleStore.getState().translate("app.close");

test("another language is fetched when it is chosen, and is there again the next time", async () => {
  expect(shown()).toBe("Close");
  await useLocaleStore.getState().choose("de");
  expect(shown()).toBe("Schließen");
  expect(useLocaleStore.getState().language).toBe("de");

  await loadTexts();
  expect(shown()).toBe("Schließen");
});

test("of two choices in a row the second holds, whichever texts come first", async () => {
  const { choose } = useLocaleStore.getState();
  await Promise.all([choose("de"), choose("en")]);
  expect(shown()).toBe("Close");
  await Promise.all([choose("en"), choose("de"), choose("auto")]);
  expect(shown()).toBe("Close");
  expect(useLocaleStore.getState().choice).toBe("auto");
});
