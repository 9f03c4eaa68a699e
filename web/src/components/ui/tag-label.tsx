import type { Tag } from "@/api/types";
import { TagDot } from "./tag-dot";

/** Colour and name of a tag, on one line. */
export function TagLabel({ tag }: { tag: Pick<Tag, "name" | "color"> }) {
  return (
    <span className="inline-flex h-6 min-w-0 max-w-40 items-center gap-1.5 rounded-full bg-hover px-2 text-xs">
      <TagDot color={tag.color} className="size-2" />
      <span className="truncate">{tag.name}</span>
    </span>
  );
}
