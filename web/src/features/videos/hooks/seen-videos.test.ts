import { expect, test } from "vitest";
import { optimisticVideo } from "@/lib/cache/video-pages";
import { aCompleteVideo, aVideo } from "../../../../tests/builders";
import { SeenVideos } from "./seen-videos";

function world(answer: () => Promise<unknown> = () => Promise.resolve()) {
  const due: (() => void)[] = [];
  const sent: string[][] = [];
  const seen = new SeenVideos({
    send: (videoIds) => {
      sent.push(videoIds);
      return answer();
    },
    schedule: (run) => due.push(run),
    cancel: () => due.splice(0),
  });
  const rest = () => {
    for (const run of due.splice(0)) run();
  };
  return { seen, sent, rest, due };
}

const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => aVideo({ id: `v${from + index}` }));

test("only what still waits is told of", () => {
  const { seen, sent, rest } = world();
  seen.look([
    aVideo({ id: "grey" }),
    aVideo({ id: "half", import_stage: "metadata" }),
    aCompleteVideo({ id: "done" }),
    aVideo({ id: "gone", import_stage: "error" }),
    optimisticVideo("l1", "bbbbbbbbbbb", new Date(0)),
  ]);
  rest();
  expect(sent).toEqual([["grey", "half"]]);
});

test("what has scrolled by is not told of, only what rests on the screen", () => {
  const { seen, sent, rest } = world();
  seen.look(many(3));
  seen.look(many(3, 100));
  rest();
  expect(sent).toEqual([["v100", "v101", "v102"]]);
});

test("each is told of once, and nothing is asked while nothing is new", () => {
  const { seen, sent, rest, due } = world();
  seen.look(many(3));
  rest();
  seen.look(many(3));
  expect(due).toEqual([]);
  seen.look(many(4));
  rest();
  expect(sent).toEqual([["v0", "v1", "v2"], ["v3"]]);
});

test("no request holds more than the server takes", () => {
  const { seen, sent, rest } = world();
  seen.look(many(250));
  rest();
  expect(sent.map((videoIds) => videoIds.length)).toEqual([200]);
});

test("seen again after much else, it is told of again", () => {
  const { seen, sent, rest } = world();
  for (const from of [0, 200, 0]) {
    seen.look(many(200, from));
    rest();
  }
  expect(sent.at(-1)?.length).toBe(200);
});

test("what did not reach the server is told of again", async () => {
  const { seen, sent, rest } = world(() => Promise.reject(new Error("away")));
  seen.look(many(1));
  rest();
  await Promise.resolve();
  await Promise.resolve();
  seen.look(many(1));
  rest();
  expect(sent).toEqual([["v0"], ["v0"]]);
});

test("who has left tells nothing", () => {
  const { seen, sent, rest } = world();
  seen.look(many(1));
  seen.stop();
  rest();
  expect(sent).toEqual([]);
});
