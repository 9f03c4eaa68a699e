import { Problem, problemOf, unreachable } from "./problem";
import { Session } from "./session";
import type { AccessGrant } from "./types";

export interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  json?: unknown;
  form?: FormData;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** It goes out even while the page is being left. */
  keepalive?: boolean;
}

async function send(path: string, options: RequestOptions, token: string | null): Promise<Response> {
  const headers = new Headers(options.headers);
  if (token) headers.set("Authorization", `Bearer ${token}`);
  if (options.json !== undefined) headers.set("Content-Type", "application/json");
  const body = options.json === undefined ? options.form : JSON.stringify(options.json);
  try {
    return await fetch(path, {
      method: options.method ?? "GET",
      headers,
      ...(body === undefined ? {} : { body }),
      ...(options.keepalive ? { keepalive: true } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw unreachable();
  }
}

async function refresh(): Promise<AccessGrant | null> {
  const response = await send("/api/auth/refresh", { method: "POST" }, null);
  if (response.ok) return (await response.json()) as AccessGrant;
  // Only a 401 says that there is no session; anything else is worth another try.
  if (response.status !== 401) throw await problemOf(response);
  return null;
}

export const session = new Session({
  refresh,
  locks: globalThis.navigator?.locks,
  channel: typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("reelshelf.session"),
  now: () => Date.now(),
  schedule: (run, delayMs) => setTimeout(run, delayMs),
  cancel: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout> | undefined),
});

/** For the doors themselves: no token goes along, and a 401 is an answer like any other. */
export async function requestUnsigned<T>(path: string, options: RequestOptions): Promise<T> {
  const response = await send(path, options, null);
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

async function requestSigned(path: string, options: RequestOptions): Promise<Response> {
  const token = await session.accessToken();
  let response = await send(path, options, token);
  if (response.status === 401 && token) {
    const next = await session.replace(token);
    if (next) response = await send(path, options, next);
  }
  if (response.status === 401) session.end();
  if (!response.ok) throw await problemOf(response);
  return response;
}

export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await requestSigned(path, options);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** The text of a sub-resource, or null where there is none (yet). */
export async function requestText(path: string, options: RequestOptions = {}): Promise<string | null> {
  try {
    const response = await requestSigned(path, options);
    return response.status === 204 ? null : await response.text();
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

type QueryValue = string | number | null | undefined;

/** `?a=1&b=2` without the undefined and null ones; an empty string if none is left. A list repeats its name. */
export function queryString(params: Record<string, QueryValue | readonly string[]>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const values: readonly QueryValue[] = typeof value === "object" && value !== null ? value : [value];
    for (const one of values) {
      if (one !== undefined && one !== null && one !== "") search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}
