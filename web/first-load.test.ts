import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { firstLoadBytes } from "./first-load";

function chunk(fileName: string, imports: string[] = [], isEntry = false) {
  return { fileName, code: fileName.repeat(50), imports, isEntry, facadeModuleId: null };
}

function texts(fileName: string, language: string) {
  return { ...chunk(fileName), facadeModuleId: `/web/src/lib/i18n/${language}/index.ts` };
}

function size(...names: string[]): number {
  return names.reduce((sum, name) => sum + gzipSync(name.repeat(50)).length, 0);
}

test("what the entry needs at once counts, each once; what is loaded when wanted does not", () => {
  const chunks = [
    chunk("index.js", ["react.js", "keys.js"], true),
    chunk("react.js", ["keys.js"]),
    chunk("keys.js", ["react.js"]),
    chunk("table.js", ["react.js"]),
  ];
  expect(firstLoadBytes(chunks)).toBe(size("index.js", "react.js", "keys.js"));
});

test("an import from elsewhere is nothing we send", () => {
  expect(firstLoadBytes([chunk("index.js", ["https://elsewhere/x.js"], true)])).toBe(size("index.js"));
});

test("of the languages the longest counts, for somebody has to load that one", () => {
  const chunks = [
    chunk("index.js", [], true),
    texts("short.js", "en"),
    texts("somewhat-longer-0123456789.js", "de"),
  ];
  expect(firstLoadBytes(chunks)).toBe(size("index.js", "somewhat-longer-0123456789.js"));
});
