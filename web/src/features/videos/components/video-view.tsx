import { type ReactNode, useRef, useState } from "react";
import type { Video } from "@/api/types";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useVideoEnrichment } from "../api/get-enrichment";
import { useYouTubeEmbed } from "../hooks/use-youtube-embed";
import { ChapterList } from "./chapter-list";
import { Description } from "./description";
import { EnrichmentStatus } from "./enrichment-status";
import { TranscriptPanel } from "./transcript-panel";
import { VideoFacts } from "./video-facts";
import { VideoPlayer } from "./video-player";

interface VideoViewProps {
  video: Video;
  /** The video's tags, to read and to change. */
  tags?: ReactNode;
}

export function VideoView({ video, tags }: VideoViewProps) {
  const translate = useTranslate();
  const frame = useRef<HTMLIFrameElement>(null);
  const [startSeconds, setStartSeconds] = useState<number | null>(null);
  const { seconds, seek } = useYouTubeEmbed(frame, startSeconds !== null);
  const enrichment = useVideoEnrichment(video.id);
  const title = video.title ?? translate("videos.untitled", { id: video.youtube_id });

  function jump(toSeconds: number): void {
    if (startSeconds === null) setStartSeconds(toSeconds);
    else seek(toSeconds);
  }

  return (
    <article className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
      <div className="min-w-0">
        <VideoPlayer
          video={video}
          title={title}
          startSeconds={startSeconds}
          frame={frame}
          onPlay={() => jump(0)}
        />
        <h1 className="mt-5 text-balance font-semibold text-xl leading-snug">{title}</h1>
        <VideoFacts video={video} />
        {tags}
        <div className="mt-3 border-line border-y py-2">
          <EnrichmentStatus videoId={video.id} />
        </div>
        <ChapterList chapters={enrichment.data?.chapters ?? []} nowSeconds={seconds} onJump={jump} />
        <section aria-labelledby="description" className="mt-8">
          <h2 id="description" className="mb-2 font-semibold text-base">
            {translate("video.description")}
          </h2>
          <Description text={video.description} />
        </section>
      </div>
      <TranscriptPanel video={video} nowSeconds={seconds} onJump={jump} />
    </article>
  );
}
