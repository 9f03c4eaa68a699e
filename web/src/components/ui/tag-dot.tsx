import { clsx } from "clsx";
import type { TagColor } from "@/api/types";

/** The colours a tag can have, in the order in which they are offered. */
export const TAG_COLORS: readonly TagColor[] = [
  "blue",
  "green",
  "amber",
  "red",
  "violet",
  "teal",
  "orange",
  "pink",
  "gray",
];

const fills: Record<TagColor, string> = {
  red: "bg-tag-red",
  orange: "bg-tag-orange",
  amber: "bg-tag-amber",
  green: "bg-tag-green",
  teal: "bg-tag-teal",
  blue: "bg-tag-blue",
  violet: "bg-tag-violet",
  pink: "bg-tag-pink",
  gray: "bg-tag-gray",
};

/** The colour of a tag; its name stands beside it, or in a label around it. */
export function TagDot({ color, className }: { color: TagColor; className?: string }) {
  return (
    <span aria-hidden="true" className={clsx("size-2.5 shrink-0 rounded-full", fills[color], className)} />
  );
}
