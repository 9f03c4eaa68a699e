import { fileSource, type ImportSource, textSource } from "../stores/import-drop-store";

/** The part of a DataTransfer that matters here. */
export interface Transfer {
  readonly files: ArrayLike<File>;
  getData: (type: string) => string;
}

/** A dragged or copied selection carries its addresses only in the HTML flavour. */
function linksInHtml(html: string): string[] {
  if (!html) return [];
  const anchors = new DOMParser().parseFromString(html, "text/html").querySelectorAll("a[href]");
  return [...anchors]
    .map((anchor) => anchor.getAttribute("href") ?? "")
    .filter((link) => /^https?:/i.test(link));
}

function linksInUriList(list: string): string[] {
  return list.split(/\r?\n/).filter((line) => line && !line.startsWith("#"));
}

function namesYouTube(text: string): boolean {
  return /youtu\.?be/i.test(text);
}

function textIn(transfer: Transfer): string {
  const plain = transfer.getData("text/plain").trim();
  if (namesYouTube(plain)) return plain;
  const links = linksInHtml(transfer.getData("text/html"));
  if (links.some(namesYouTube)) return links.join("\n");
  const uris = linksInUriList(transfer.getData("text/uri-list"));
  return uris.some(namesYouTube) ? uris.join("\n") : plain;
}

/** What was dropped or pasted, ready to be imported: every file, or else the text. */
export function readTransfer(transfer: Transfer): ImportSource[] {
  if (transfer.files.length > 0) return Array.from(transfer.files, fileSource);
  const text = textIn(transfer);
  return text ? [textSource(text)] : [];
}
