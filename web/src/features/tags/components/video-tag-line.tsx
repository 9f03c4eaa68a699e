import { Plus, X } from "lucide-react";
import type { Tag, Video } from "@/api/types";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notice-store";
import { Popover } from "@/components/ui/popover";
import { TagDot } from "@/components/ui/tag-dot";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useChangeVideoTags } from "../api/change-video-tags";
import { useTagIndex } from "../api/get-tags";
import { TagPicker } from "./tag-picker";

/** The tags of one video, to read and to change. */
export function VideoTagLine({ video }: { video: Video }) {
  const translate = useTranslate();
  const tags = useTagIndex();
  const change = useChangeVideoTags();
  const own = video.tag_ids.map((tagId) => tags.get(tagId)).filter((tag) => tag !== undefined);

  async function toggle(tag: Tag, add: boolean): Promise<void> {
    try {
      await change.mutateAsync({
        videoIds: [video.id],
        add: add ? [tag.id] : [],
        remove: add ? [] : [tag.id],
      });
    } catch (error) {
      notify(problemText(translate, error), "problem");
    }
  }

  return (
    <section aria-label={translate("tags.title")} className="mt-3 flex flex-wrap items-center gap-1.5">
      {own.map((tag) => (
        <span
          key={tag.id}
          className="inline-flex h-7 max-w-60 items-center gap-1.5 rounded-full bg-hover pr-1 pl-2.5 text-[13px]"
        >
          <TagDot color={tag.color} />
          <span className="truncate">{tag.name}</span>
          <button
            type="button"
            aria-label={translate("tags.takeOff", { name: tag.name })}
            onClick={() => void toggle(tag, false)}
            className="grid size-6 shrink-0 place-items-center rounded-full text-ink-soft transition-colors hover:bg-hover hover:text-ink"
          >
            <X className="size-3.5" aria-hidden="true" />
          </button>
        </span>
      ))}
      <Popover
        label={translate("tags.assign")}
        align="start"
        className="p-2"
        trigger={
          <Button size="small" tone="quiet">
            <Plus aria-hidden="true" />
            {translate("tags.assign")}
          </Button>
        }
      >
        <TagPicker
          taggedWith={(tagId) => (video.tag_ids.includes(tagId) ? "all" : "none")}
          onToggle={(tag, add) => void toggle(tag, add)}
        />
      </Popover>
    </section>
  );
}
