import {
  CircleCheck,
  Ellipsis,
  ExternalLink,
  FolderInput,
  RotateCw,
  Tag as TagIcon,
  Trash2,
} from "lucide-react";
import { useState } from "react";
import type { Video } from "@/api/types";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { notify } from "@/components/ui/notice-store";
import { useRetryVideos } from "@/features/videos/api/retry-videos";
import { useSelectionStore } from "@/features/videos/stores/selection-store";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useAskStore } from "./ask-store";

/** What can be done with one video. The menu itself is made only when it is wanted: there are many of these. */
export function VideoMenu({ video }: { video: Video }) {
  const translate = useTranslate();
  const [wanted, setWanted] = useState(false);
  const title = video.title ?? translate("videos.untitled", { id: video.youtube_id });
  const button = (
    <IconButton
      label={translate("videos.options", { title })}
      hint={false}
      tabIndex={-1}
      className="size-6! opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
      {...(wanted ? {} : { onClick: () => setWanted(true), "aria-haspopup": "menu" })}
    >
      <Ellipsis />
    </IconButton>
  );
  if (!wanted) return button;
  return (
    <Menu trigger={button} defaultOpen>
      <VideoMenuItems video={video} />
    </Menu>
  );
}

function VideoMenuItems({ video }: { video: Video }) {
  const translate = useTranslate();
  const toggle = useSelectionStore((store) => store.toggle);
  const ask = useAskStore((store) => store.ask);
  const retry = useRetryVideos();
  const retriable = video.import_stage === "error" || video.enrichment_status === "partial";
  const videoIds = [video.id];

  // Not callbacks of the mutation: the menu is gone before the answer is here.
  async function tryAgain(): Promise<void> {
    try {
      const started = await retry.mutateAsync(videoIds);
      notify(translate(started > 0 ? "enrichment.started" : "select.nothingToRetry"));
    } catch (error) {
      notify(problemText(translate, error), "problem");
    }
  }

  return (
    <>
      <MenuItem onSelect={() => toggle(video.id)}>
        <CircleCheck aria-hidden="true" />
        {translate("select.item")}
      </MenuItem>
      <MenuItem onSelect={() => ask({ what: "tag", videoIds })}>
        <TagIcon aria-hidden="true" />
        {translate("tags.menu")}
      </MenuItem>
      <MenuItem onSelect={() => ask({ what: "move", videoIds })}>
        <FolderInput aria-hidden="true" />
        {translate("move.menu")}
      </MenuItem>
      {retriable && (
        <MenuItem onSelect={() => void tryAgain()}>
          <RotateCw aria-hidden="true" />
          {translate("enrichment.retry")}
        </MenuItem>
      )}
      <MenuItem
        onSelect={() =>
          window.open(`https://www.youtube.com/watch?v=${video.youtube_id}`, "_blank", "noreferrer")
        }
      >
        <ExternalLink aria-hidden="true" />
        {translate("video.onYouTube")}
      </MenuItem>
      <MenuLine />
      <MenuItem danger onSelect={() => ask({ what: "remove", videoIds })}>
        <Trash2 aria-hidden="true" />
        {translate("videos.remove")}
      </MenuItem>
    </>
  );
}
