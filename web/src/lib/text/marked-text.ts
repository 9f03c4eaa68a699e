export interface TextPart {
  text: string;
  marked: boolean;
}

const ENTITIES: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#34;": '"',
  "&#39;": "'",
  "&#x27;": "'",
};

function unescaped(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#34|#39|#x27);/g, (entity) => ENTITIES[entity] ?? entity);
}

/**
 * The parts of a snippet of the search: HTML-escaped text in which matches stand between `<mark>` and `</mark>`. They
 * come back as plain text, to be shown as text; nothing of a snippet ever becomes markup.
 */
export function markedParts(snippet: string): TextPart[] {
  let marked = false;
  const parts: TextPart[] = [];
  for (const piece of snippet.split(/(<\/?mark>)/)) {
    if (piece === "<mark>") marked = true;
    else if (piece === "</mark>") marked = false;
    else if (piece) parts.push({ text: unescaped(piece), marked });
  }
  return parts;
}
