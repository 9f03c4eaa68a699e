// @vitest-environment jsdom
import { expect, test } from "vitest";
import { readTransfer } from "./read-transfer";

function carrying(data: Record<string, string>, files: File[] = []) {
  return { files, getData: (type: string) => data[type] ?? "" };
}

function textOf(data: Record<string, string>): string | undefined {
  const [source] = readTransfer(carrying(data));
  return source?.kind === "text" ? source.text : undefined;
}

test("plain text with links is taken as it is, with its other lines", () => {
  expect(textOf({ "text/plain": "https://youtu.be/iG9CE55wbtY\nnot a link" })).toBe(
    "https://youtu.be/iG9CE55wbtY\nnot a link",
  );
});

test("a selection of links carries its addresses in the HTML", () => {
  const html = '<p><a href="https://youtu.be/iG9CE55wbtY">One</a> <a href="javascript:x">no</a></p>';
  expect(textOf({ "text/plain": "One no", "text/html": html })).toBe("https://youtu.be/iG9CE55wbtY");
});

test("a list of addresses may have remarks", () => {
  expect(textOf({ "text/uri-list": "# title\r\nhttps://youtu.be/iG9CE55wbtY" })).toBe(
    "https://youtu.be/iG9CE55wbtY",
  );
});

test("files go before text, every one of them", () => {
  const files = [new File(["a"], "a.csv"), new File(["b"], "b.json")];
  expect(readTransfer(carrying({ "text/plain": "a.csv" }, files)).map((source) => source.kind)).toEqual([
    "file",
    "file",
  ]);
});

test("nothing is nothing", () => {
  expect(readTransfer(carrying({}))).toEqual([]);
});
