import { clsx } from "clsx";
import { ImageOff } from "lucide-react";
import { useState } from "react";
import type { Video } from "@/api/types";
import { isOptimistic } from "@/lib/cache/video-pages";

interface VideoThumbnailProps {
  video: Video;
  className?: string;
}

/** The picture from our own server; a quiet stand-in where there is none. It is decoration: the title says it. */
export function VideoThumbnail({ video, className }: VideoThumbnailProps) {
  const [failed, setFailed] = useState(false);
  if (failed || isOptimistic(video)) {
    return (
      <span className={clsx("grid size-full place-items-center bg-sunken text-ink-faint", className)}>
        {failed && <ImageOff className="size-6 opacity-50" aria-hidden="true" />}
      </span>
    );
  }
  return (
    <img
      src={`/api/videos/${video.id}/thumbnail`}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setFailed(true)}
      className={clsx("size-full bg-sunken object-cover", className)}
    />
  );
}
