import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Video } from "@/api/types";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useVideoEnrichment } from "../api/get-enrichment";
import { useRememberedPosition } from "../hooks/use-remembered-position";
import { useYouTubeEmbed } from "../hooks/use-youtube-embed";
import { ChapterList } from "./chapter-list";
import { Description } from "./description";
import { EnrichmentStatus } from "./enrichment-status";
import { Notes } from "./notes";
import { type StartChoice, startChoice } from "./start-choice";
import { TranscriptPanel } from "./transcript-panel";
import { VideoFacts } from "./video-facts";
import { VideoPlayer } from "./video-player";
import { VideoTitle } from "./video-title";

interface VideoViewProps {
  video: Video;
  /** The video's tags, to read and to change. */
  tags?: ReactNode;
  /** The second somebody came for; a new `key` makes coming for the same one again a new wish. */
  moment?: { seconds: number; key: string } | null;
}

export function VideoView({ video, tags, moment = null }: VideoViewProps) {
  const translate = useTranslate();
  const frame = useRef<HTMLIFrameElement>(null);
  const [startSeconds, setStartSeconds] = useState<number | null>(null);
  const player = useYouTubeEmbed(frame, startSeconds !== null);
  const { seek } = player;
  const enrichment = useVideoEnrichment(video.id);
  const title = video.title ?? translate("videos.untitled", { id: video.youtube_id });

  const [start] = useState(() => startChoice(video, null));
  const choice: StartChoice = moment ? { seconds: moment.seconds, why: "asked" } : start;
  // Before anything plays, the transcript stands where somebody wants to go.
  const seconds = player.heard || !moment ? player.seconds : moment.seconds;
  useRememberedPosition(video.id, player);
  const playing = startSeconds !== null;
  const answered = useRef(moment?.key);
  useEffect(() => {
    if (!moment || answered.current === moment.key) return;
    answered.current = moment.key;
    if (playing) seek(moment.seconds);
  });

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
          start={choice}
          onPlay={setStartSeconds}
        />
        <VideoTitle video={video} title={title} />
        <VideoFacts video={video} />
        {tags}
        <div className="mt-3 border-line border-y py-2">
          <EnrichmentStatus videoId={video.id} />
        </div>
        <ChapterList chapters={enrichment.data?.chapters ?? []} nowSeconds={seconds} onJump={jump} />
        <Notes video={video} />
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
