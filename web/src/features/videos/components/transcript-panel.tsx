import type { Video } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useCaptions } from "../api/get-captions";
import { Transcript } from "./transcript";

interface TranscriptPanelProps {
  video: Video;
  nowSeconds: number;
  onJump: (seconds: number) => void;
}

export function TranscriptPanel({ video, nowSeconds, onJump }: TranscriptPanelProps) {
  const translate = useTranslate();
  const captions = useCaptions(video.id);
  return (
    <section
      aria-labelledby="transcript"
      className="flex max-h-[70vh] min-h-0 flex-col self-start rounded-xl bg-surface p-4 ring-1 ring-line lg:max-h-[calc(100dvh-8rem)]"
    >
      <h2 id="transcript" className="mb-3 font-semibold text-base">
        {translate("video.transcript")}
      </h2>
      {captions.isPending && <Spinner />}
      {captions.isError && <Button onClick={() => captions.refetch()}>{translate("app.retry")}</Button>}
      {captions.data && captions.data.length > 0 && (
        <Transcript cues={captions.data} nowSeconds={nowSeconds} onJump={onJump} />
      )}
      {captions.data?.length === 0 && (
        <p className="text-ink-soft text-sm">
          {translate(video.captions_source === "none" ? "video.noTranscript" : "video.transcriptFollows")}
        </p>
      )}
    </section>
  );
}
