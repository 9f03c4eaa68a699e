import { isProblem } from "@/api/problem";
import { en } from "./en";
import type { Translate } from "./translate";
import type { MessageKey } from "./types";

type ProblemKey = Extract<MessageKey, `problem.${string}`>;

function isProblemKey(key: string): key is ProblemKey {
  return key in en;
}

/** What went wrong in words for a person; an unknown code becomes a general sentence, never the code itself. */
export function problemText(translate: Translate, error: unknown): string {
  if (!isProblem(error)) return translate("problem.unknown");
  const key = `problem.${error.code}`;
  return translate(isProblemKey(key) ? key : "problem.unknown");
}
