import { Play } from "lucide-react";
import type { RefObject } from "react";
import type { Video } from "@/api/types";
import { useTranslate } from "@/lib/i18n/use-translate";
import { embedAddress } from "../hooks/use-youtube-embed";
import { VideoThumbnail } from "./video-thumbnail";

interface VideoPlayerProps {
  video: Video;
  title: string;
  /** Null until somebody asks to play: nothing of another host is loaded before. */
  startSeconds: number | null;
  frame: RefObject<HTMLIFrameElement | null>;
  onPlay: () => void;
}

export function VideoPlayer({ video, title, startSeconds, frame, onPlay }: VideoPlayerProps) {
  const translate = useTranslate();
  return (
    <div className="relative aspect-video overflow-hidden rounded-xl bg-black shadow-lift">
      {startSeconds === null ? (
        <>
          <VideoThumbnail video={video} className="opacity-80" />
          <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 bg-black/35 p-4 text-center text-white">
            <button
              type="button"
              onClick={onPlay}
              className="flex h-12 items-center gap-3 rounded-full bg-accent pr-6 pl-5 font-semibold shadow-lift transition-colors hover:bg-accent-strong"
            >
              <Play className="size-5 fill-current" aria-hidden="true" />
              {translate("video.play")}
            </button>
            <p className="max-w-md text-[13px] text-white/90 text-shadow-sm">{translate("video.playNote")}</p>
          </div>
        </>
      ) : (
        <iframe
          ref={frame}
          src={embedAddress(video.youtube_id, startSeconds)}
          title={translate("video.player", { title })}
          allow="autoplay; encrypted-media; fullscreen; picture-in-picture"
          // Without a referrer the player refuses to play.
          referrerPolicy="strict-origin-when-cross-origin"
          className="size-full"
        />
      )}
    </div>
  );
}
