import type { Tag } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notice-store";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useChangeVideoTags } from "../api/change-video-tags";
import { type Tagged, TagPicker } from "./tag-picker";

interface TagVideosDialogProps {
  videoIds: readonly string[];
  taggedWith: (tagId: string) => Tagged;
  onClose: () => void;
}

/** Puts tags on videos, and takes them off; each choice counts at once. */
export function TagVideosDialog({ videoIds, taggedWith, onClose }: TagVideosDialogProps) {
  const translate = useTranslate();
  const change = useChangeVideoTags();

  async function toggle(tag: Tag, add: boolean): Promise<void> {
    try {
      await change.mutateAsync({ videoIds, add: add ? [tag.id] : [], remove: add ? [] : [tag.id] });
    } catch (error) {
      notify(problemText(translate, error), "problem");
    }
  }

  return (
    <Dialog title={translate("tags.assignTitle", { count: videoIds.length })} onClose={onClose}>
      <DialogBody>
        <TagPicker taggedWith={taggedWith} onToggle={(tag, add) => void toggle(tag, add)} />
      </DialogBody>
      <DialogActions>
        <Button tone="primary" onClick={onClose}>
          {translate("app.done")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
