import { describe, expect, test } from "vitest";
import type { VideoError } from "@/api/types";
import document from "../../../openapi.json";
import { de } from "./de";
import { en } from "./en";
import { failureText } from "./failure-text";
import { translator } from "./translate";

const catalogues = { en, de };
const codes: string[] = document.components.schemas.VideoError.properties.code.enum;

describe.each(["en", "de"] as const)("in %s", (locale) => {
  const translate = translator(catalogues[locale], locale);

  test("there is a sentence for every code of the server, and for no other", () => {
    const known = Object.keys(catalogues[locale])
      .filter((key) => key.startsWith("failure."))
      .map((key) => key.slice("failure.".length));
    expect(known.sort()).toEqual([...codes].sort());
  });

  test.each(codes)("%s is a sentence", (code) => {
    const error = { code, message: "from the server" } as VideoError;
    expect(failureText(translate, error)).toMatch(/^\p{Lu}.+\.$/u);
  });

  test("a code of a newer server is not shown, nor what it means in another language", () => {
    const error = { code: "some_new_code", message: "from the server" } as unknown as VideoError;
    expect(failureText(translate, error)).toBe(translate("failure.not_reachable"));
  });
});

test("the sentences of the two languages differ", () => {
  for (const code of codes) {
    const error = { code, message: "" } as VideoError;
    expect(failureText(translator(en, "en"), error)).not.toBe(failureText(translator(de, "de"), error));
  }
});
