import { Play, RotateCcw } from "lucide-react";
import type { RefObject } from "react";
import type { Video } from "@/api/types";
import { clock } from "@/lib/format/duration";
import { useTranslate } from "@/lib/i18n/use-translate";
import { embedAddress } from "../hooks/use-youtube-embed";
import type { StartChoice } from "./start-choice";
import { VideoThumbnail } from "./video-thumbnail";

interface VideoPlayerProps {
  video: Video;
  title: string;
  /** Null until somebody asks to play: nothing of another host is loaded before. */
  startSeconds: number | null;
  frame: RefObject<HTMLIFrameElement | null>;
  /** Where it begins when it is started. */
  start: StartChoice;
  onPlay: (fromSeconds: number) => void;
}

export function VideoPlayer({ video, title, startSeconds, frame, start, onPlay }: VideoPlayerProps) {
  const translate = useTranslate();
  return (
    <div className="relative aspect-video overflow-hidden rounded-xl bg-black shadow-lift">
      {startSeconds === null ? (
        <>
          <VideoThumbnail video={video} className="opacity-80" />
          <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 bg-black/35 p-4 text-center text-white">
            <button
              type="button"
              onClick={() => onPlay(start.seconds)}
              className="flex h-12 items-center gap-3 rounded-full bg-accent pr-6 pl-5 font-semibold shadow-lift transition-colors hover:bg-accent-strong"
            >
              <Play className="size-5 fill-current" aria-hidden="true" />
              {start.seconds > 0
                ? translate(`video.play.${start.why}`, { time: clock(start.seconds) })
                : translate("video.play")}
            </button>
            {start.seconds > 0 && (
              <button
                type="button"
                onClick={() => onPlay(0)}
                className="flex h-9 items-center gap-2 rounded-full bg-black/60 px-4 font-medium text-sm ring-1 ring-white/40 transition-colors hover:bg-black/80"
              >
                <RotateCcw className="size-4" aria-hidden="true" />
                {translate("video.playFromStart")}
              </button>
            )}
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
