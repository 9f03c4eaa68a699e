import type { Video } from "@/api/types";
import { useLists } from "@/features/lists/api/get-lists";
import type { Tagged } from "@/features/tags/components/tag-picker";
import { TagVideosDialog } from "@/features/tags/components/tag-videos-dialog";
import { MoveDialog } from "@/features/videos/components/move-dialog";
import { RemoveDialog } from "@/features/videos/components/remove-dialog";
import { useSelectionStore } from "@/features/videos/stores/selection-store";
import { type Asking, useAskStore } from "./ask-store";

interface AskDialogProps {
  asking: Asking;
  listId: string;
  /** Of all that was loaded. */
  videos: readonly Video[];
}

/** How many of the videos meant carry a tag; those that are not loaded may or may not. */
export function taggedIn(videos: readonly Video[], videoIds: readonly string[], tagId: string): Tagged {
  const meant = new Set(videoIds);
  const known = videos.filter((video) => meant.has(video.id));
  const carrying = known.filter((video) => video.tag_ids.includes(tagId)).length;
  if (carrying === videoIds.length) return "all";
  return carrying === 0 && known.length === videoIds.length ? "none" : "some";
}

export function AskDialog({ asking, listId, videos }: AskDialogProps) {
  const settle = useAskStore((store) => store.settle);
  const drop = useSelectionStore((store) => store.drop);
  const lists = useLists().data ?? [];
  const { what, videoIds } = asking;

  /** What has gone is not chosen any more. */
  function done(): void {
    drop(new Set(videoIds));
    settle();
  }

  if (what === "tag") {
    return (
      <TagVideosDialog
        videoIds={videoIds}
        taggedWith={(tagId) => taggedIn(videos, videoIds, tagId)}
        onClose={settle}
      />
    );
  }
  if (what === "move") {
    const others = lists.filter((list) => list.id !== listId);
    return <MoveDialog videoIds={videoIds} lists={others} onDone={done} onClose={settle} />;
  }
  return <RemoveDialog videoIds={videoIds} onDone={done} onClose={settle} />;
}
