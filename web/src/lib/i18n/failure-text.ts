import type { VideoError } from "@/api/types";
import type { Translate } from "./translate";
import type { MessageKey } from "./types";

type FailureKey = Extract<MessageKey, `failure.${string}`>;

/** Checked by the compiler: every code that the server can give has a sentence. */
const keyOf = (code: VideoError["code"]): FailureKey => `failure.${code}`;

/** Why a video cannot be had, in the reader's language; a code of a newer server becomes the most general sentence. */
export function failureText(translate: Translate, error: VideoError | null): string {
  const key = error ? keyOf(error.code) : "failure.gone";
  return translate(translate.knows(key) ? key : "failure.not_reachable");
}
