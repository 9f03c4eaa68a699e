import { expect, test } from "vitest";
import { Refresher } from "./refresher";

function refresherByHand() {
  const asked: string[] = [];
  let due: (() => void)[] = [];
  const refresher = new Refresher({
    invalidate: (queryKey) => asked.push(queryKey.join("/")),
    schedule: (run) => due.push(run),
  });
  const pass = (): void => {
    const now = due;
    due = [];
    for (const run of now) run();
  };
  return { refresher, asked, pass };
}

test("a storm of events is two requests: one at once, one for what came after", () => {
  const { refresher, asked, pass } = refresherByHand();
  for (let event = 0; event < 50; event += 1) refresher.want(["tags"]);
  expect(asked).toEqual(["tags"]);
  pass();
  expect(asked).toEqual(["tags", "tags"]);
  pass();
  expect(asked).toEqual(["tags", "tags"]);
});

test("different things do not wait for each other, and after a rest it goes at once again", () => {
  const { refresher, asked, pass } = refresherByHand();
  refresher.want(["videos", "l1"]);
  refresher.want(["videos", "l2"]);
  expect(asked).toEqual(["videos/l1", "videos/l2"]);
  pass();
  refresher.want(["videos", "l1"]);
  expect(asked).toEqual(["videos/l1", "videos/l2", "videos/l1"]);
});
