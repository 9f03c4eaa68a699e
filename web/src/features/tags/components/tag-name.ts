import type { Tag, TagColor } from "@/api/types";
import { TAG_COLORS } from "@/components/ui/tag-dot";

/** As long as the server takes it. */
export const LONGEST_NAME = 60;

/** Names are the same whatever their case. */
export function sameName(one: string, other: string): boolean {
  return one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase();
}

/** The colour used least so far. */
export function freshColor(tags: readonly Pick<Tag, "color">[]): TagColor {
  const used = (color: TagColor): number => tags.filter((tag) => tag.color === color).length;
  return TAG_COLORS.reduce((best, color) => (used(color) < used(best) ? color : best));
}
