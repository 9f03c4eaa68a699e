interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string;
  retry_after_seconds?: number;
  [extra: string]: unknown;
}

/** A refusal by the server (RFC 9457), or no answer at all: then `status` is 0 and `code` "unreachable". */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: ProblemBody;

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? body.code ?? `HTTP ${status}`);
    this.name = "Problem";
    this.status = status;
    this.code = body.code ?? (status >= 500 ? "unavailable" : "invalid_request");
    this.body = body;
  }
}

export function unreachable(): Problem {
  return new Problem(0, { code: "unreachable" });
}

export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => ({}));
  return new Problem(response.status, typeof body === "object" && body !== null ? (body as ProblemBody) : {});
}

export function isProblem(error: unknown, code?: string): error is Problem {
  return error instanceof Problem && (code === undefined || error.code === code);
}
