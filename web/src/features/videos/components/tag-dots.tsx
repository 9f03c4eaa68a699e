import type { Tag, Video } from "@/api/types";
import { TagDot } from "@/components/ui/tag-dot";
import { Tooltip } from "@/components/ui/tooltip";
import { useTranslate } from "@/lib/i18n/use-translate";
import { tagsOf } from "./video-tags";

const SHOWN = 4;

/** The colours of a video's tags; their names on demand. */
export function TagDots({ video, tags }: { video: Video; tags: ReadonlyMap<string, Tag> }) {
  const translate = useTranslate();
  const own = tagsOf(video, tags);
  if (own.length === 0) return null;
  const names = own.map((tag) => tag.name).join(", ");
  return (
    <Tooltip text={names}>
      <span
        role="img"
        aria-label={translate("tags.of", { names })}
        className="relative z-10 flex items-center gap-0.5 p-0.5"
      >
        {own.slice(0, SHOWN).map((tag) => (
          <TagDot key={tag.id} color={tag.color} className="size-2" />
        ))}
      </span>
    </Tooltip>
  );
}
