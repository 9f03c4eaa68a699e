const ID = /^[\w-]{11}$/;
const HOSTS = new Set([
  "youtube.com",
  "www.youtube.com",
  "m.youtube.com",
  "music.youtube.com",
  "www.youtube-nocookie.com",
  "youtube-nocookie.com",
]);

function idInUrl(url: URL): string | null {
  const [, first = "", second = ""] = url.pathname.split("/");
  if (url.hostname === "youtu.be") return first;
  if (!HOSTS.has(url.hostname)) return null;
  if (first === "watch") return url.searchParams.get("v");
  return ["shorts", "live", "embed", "v"].includes(first) ? second : null;
}

/** The video a link names, or null. Only a first guess, for what is shown at once; the server decides. */
export function videoIdOf(link: string): string | null {
  const address = /^https?:\/\//i.test(link) ? link : `https://${link}`;
  const id = URL.canParse(address) ? idInUrl(new URL(address)) : null;
  return id && ID.test(id) ? id : null;
}

/** An address of YouTube, or a bare video id. */
const MAY_BE_LINKS = /youtu|\b[\w-]{11}\b/i;

/** Whether it is worth asking the server what is in there. */
export function mayHoldLinks(text: string): boolean {
  return MAY_BE_LINKS.test(text);
}

/** The one video that a text consists of; null when there is more, less or anything else in it. */
export function onlyVideoIn(text: string): { url: string; youtubeId: string } | null {
  const words = text.trim().split(/\s+/);
  const [url] = words;
  if (words.length !== 1 || !url) return null;
  const youtubeId = videoIdOf(url);
  return youtubeId ? { url, youtubeId } : null;
}
