import { expect, test } from "vitest";
import { toldBy } from "./use-youtube-embed";

const origin = "https://www.youtube-nocookie.com";

test.each([
  ["where it is", { info: { currentTime: 12.5 } }, { currentTime: 12.5 }],
  ["that it plays", { info: { currentTime: 3, playerState: 1 } }, { currentTime: 3, paused: false }],
  ["that it is paused", { info: { playerState: 2 } }, { paused: true }],
  ["that it is over", { info: { playerState: 0 } }, { paused: true }],
  ["something else", { event: "onReady", info: null }, {}],
])("the player says %s", (_name, data, told) => {
  expect(toldBy({ origin, data: JSON.stringify(data) })).toEqual(told);
});

test("nobody else is listened to", () => {
  const data = JSON.stringify({ info: { currentTime: 1 } });
  expect(toldBy({ origin: "https://example.org", data })).toEqual({});
  expect(toldBy({ origin, data: "not json" })).toEqual({});
});
