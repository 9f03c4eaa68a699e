import { ArrowLeft } from "lucide-react";
import { Link, useLocation, useNavigate, useParams } from "react-router";
import { EmptyState } from "@/components/ui/empty-state";
import { VideoTagLine } from "@/features/tags/components/video-tag-line";
import { useVideo } from "@/features/videos/api/get-video";
import { UnavailableView } from "@/features/videos/components/unavailable-view";
import { opens } from "@/features/videos/components/video-state";
import { VideoView } from "@/features/videos/components/video-view";
import { useSeenVideos } from "@/features/videos/hooks/use-seen-videos";
import { useTranslate } from "@/lib/i18n/use-translate";
import { momentFrom } from "@/lib/route/moment-search";
import { usePageTitle } from "@/lib/route/use-page-title";
import { LoadFailed } from "./load-failed";

export function VideoPage() {
  const translate = useTranslate();
  const { videoId = "" } = useParams();
  const query = useVideo(videoId);
  const video = query.data;
  const { search, key } = useLocation();
  const seconds = momentFrom(new URLSearchParams(search));
  const navigate = useNavigate();
  const title = video ? (video.title ?? translate("videos.untitled", { id: video.youtube_id })) : "";
  usePageTitle(title);
  useSeenVideos(video ? [video] : []);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 pt-3 pb-12 sm:px-6">
      <div className="mx-auto max-w-7xl">
        <Link
          to={video ? `/lists/${video.list_id}` : "/"}
          className="mb-3 -ml-2 inline-flex h-8 items-center gap-2 rounded-md px-2 text-ink-soft text-sm transition-colors hover:bg-hover hover:text-ink"
        >
          <ArrowLeft className="size-4" aria-hidden="true" />
          {translate("video.back")}
        </Link>
        {query.isError && <LoadFailed error={query.error} onRetry={() => void query.refetch()} />}
        {video && opens(video) && (
          <VideoView
            key={video.id}
            video={video}
            tags={<VideoTagLine video={video} />}
            moment={seconds === null ? null : { seconds, key }}
          />
        )}
        {video && !opens(video) && video.import_stage === "error" && (
          <UnavailableView
            video={video}
            title={title}
            onRemoved={() => void navigate(`/lists/${video.list_id}`)}
          />
        )}
        {video && !opens(video) && video.import_stage !== "error" && (
          <EmptyState heading="h1" title={title} body={translate("video.importing")} />
        )}
      </div>
    </div>
  );
}
