/// <reference lib="webworker" />
import { wayOf } from "./route";

declare const self: ServiceWorkerGlobalScope;
/** What the build puts here: the name of this version, and the files of the app. */
declare const __SHELL__: { version: string; files: string[] };

const KEPT = "reelshelf.shell.";
const OFFLINE = "/offline.html";
const shell = __SHELL__;
const cacheName = KEPT + shell.version;

async function putAside(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(shell.files);
}

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(KEPT) && name !== cacheName);
  await Promise.all(older.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function fromServer(request: Request, otherwise: Request | string): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(otherwise)) ?? Response.error();
  }
}

async function fromShell(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

// No hurry: a new version waits until the pages of the old one are gone, for they may still need its files.
self.addEventListener("install", (event) => event.waitUntil(putAside()));
self.addEventListener("activate", (event) => event.waitUntil(dropOlder()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const way = wayOf(request, self.location.origin);
  if (way === "page") event.respondWith(fromServer(request, OFFLINE));
  else if (way === "file") event.respondWith(fromServer(request, request));
  else if (way === "shell") event.respondWith(fromShell(request));
});
