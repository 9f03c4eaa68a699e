import { expect, test } from "vitest";
import { inChunks } from "./in-chunks";

test("more than fits is sent piece by piece, in order, and the answers are added up", async () => {
  const sent: string[][] = [];
  const sum = await inChunks(
    ["a", "b", "c", "d", "e"],
    async (some) => {
      sent.push([...some]);
      return some.length;
    },
    2,
  );
  expect(sent).toEqual([["a", "b"], ["c", "d"], ["e"]]);
  expect(sum).toBe(5);
});
