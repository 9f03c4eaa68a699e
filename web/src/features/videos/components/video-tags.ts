import type { Tag, Video } from "@/api/types";

/** The tags of a video by name; a tag that is gone is left out. */
export function tagsOf(video: Pick<Video, "tag_ids">, tags: ReadonlyMap<string, Tag>): Tag[] {
  const own = video.tag_ids.map((tagId) => tags.get(tagId)).filter((tag) => tag !== undefined);
  return own.sort((one, other) => one.name.localeCompare(other.name));
}
