import { isProblem } from "@/api/problem";
import type { Translate } from "./translate";
import type { MessageKey } from "./types";

type ProblemKey = Extract<MessageKey, `problem.${string}`>;

/** What went wrong in words for a person; an unknown code becomes a general sentence, never the code itself. */
export function problemText(translate: Translate, error: unknown): string {
  if (!isProblem(error)) return translate("problem.unknown");
  // Codes that need no words of their own have none.
  const key = `problem.${error.code}` as ProblemKey;
  return translate(translate.knows(key) ? key : "problem.unknown");
}
