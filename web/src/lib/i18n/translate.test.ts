import { expect, test } from "vitest";
import { Problem } from "@/api/problem";
import { de } from "./de";
import { en } from "./en";
import { preferredLocale, regionalLocale } from "./languages";
import { problemText } from "./problem-text";
import { translator } from "./translate";
import type { Plural } from "./types";

const catalogues = { en, de };

function placeholders(message: string | Plural): string[] {
  const text = typeof message === "string" ? message : message.other;
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();
}

test("German and English have the same messages", () => {
  expect(Object.keys(catalogues.de)).toEqual(Object.keys(catalogues.en));
});

test.each(Object.entries(catalogues.en))("“%s” wants the same values in both languages", (key, message) => {
  const german = catalogues.de[key as keyof typeof catalogues.de];
  expect(placeholders(german)).toEqual(placeholders(message));
  expect(typeof german).toBe(typeof message);
});

test.each(["en", "de"] as const)("%s has every plural form its language asks for", (locale) => {
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  for (const [key, message] of Object.entries(catalogues[locale])) {
    if (typeof message !== "string") expect(Object.keys(message).sort(), key).toEqual([...forms].sort());
  }
});

test.each([
  ["en", 0, "0 videos"],
  ["en", 1, "1 video"],
  ["en", 1234, "1,234 videos"],
  ["de", 1, "1 Video"],
  ["de", 1234, "1.234 Videos"],
] as const)("in %s, %i reads %s", (locale, count, expected) => {
  expect(translator(catalogues[locale], locale)("videos.count", { count })).toBe(expected);
});

test.each([
  [["de-AT", "en"], "de"],
  [["fr", "de"], "de"],
  [["fr", "es"], "en"],
  [[], "en"],
])("of %j we speak %s", (languages, expected) => {
  expect(preferredLocale(languages)).toBe(expected);
});

test.each([
  ["en", ["en-GB", "en-US"], "en-GB"],
  ["en", ["de-DE", "en"], "en"],
  ["de", ["de-CH"], "de-CH"],
  ["de", ["fr"], "de"],
] as const)("texts in %s, in a browser of %j, have the dates of %s", (language, languages, expected) => {
  expect(regionalLocale(language, languages)).toBe(expected);
});

test("numbers are written as where the reader lives", () => {
  expect(translator(de, "de-CH")("videos.count", { count: 1234 })).toBe(
    `${(1234).toLocaleString("de-CH")} Videos`,
  );
});

test("no code ever reaches a person", () => {
  const translate = translator(en, "en");
  expect(problemText(translate, new Problem(409, { code: "already_in_list" }))).toContain(
    "already on this shelf",
  );
  expect(problemText(translate, new Problem(400, { code: "some_new_code" }))).not.toContain("some_new_code");
  expect(problemText(translate, new TypeError("x is not a function"))).not.toContain("function");
});
