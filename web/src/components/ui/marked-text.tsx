import { markedParts } from "@/lib/text/marked-text";

/** A snippet of the search with its matches marked; text and nothing else. */
export function MarkedText({ snippet }: { snippet: string }) {
  return markedParts(snippet).map((part, index) => {
    // The parts of one text never move.
    const key = index;
    return part.marked ? (
      <mark key={key} className="rounded-xs bg-mark text-ink">
        {part.text}
      </mark>
    ) : (
      <span key={key}>{part.text}</span>
    );
  });
}
