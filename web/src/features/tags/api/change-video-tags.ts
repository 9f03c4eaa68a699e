import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { ChangedVideos, Video } from "@/api/types";
import { inChunks } from "@/lib/cache/in-chunks";
import { keys } from "@/lib/cache/keys";
import { mapVideos, updateVideoPages } from "@/lib/cache/video-pages";
import { isFiltered, type VideoQuery } from "@/lib/cache/video-query";

export interface TagAssignment {
  videoIds: readonly string[];
  add: readonly string[];
  remove: readonly string[];
}

/** How many videos have other tags now. */
export async function changeVideoTags({ videoIds, add, remove }: TagAssignment): Promise<number> {
  return inChunks(videoIds, async (some) => {
    const answer = await request<ChangedVideos>("/api/videos/tags", {
      method: "POST",
      json: { video_ids: some, add, remove },
    });
    return answer.changed;
  });
}

/** The video with its tags changed; the same object if nothing changes. */
export function retag(video: Video, add: readonly string[], remove: readonly string[]): Video {
  const coming = add.filter((tagId) => !video.tag_ids.includes(tagId));
  const staying = video.tag_ids.filter((tagId) => !remove.includes(tagId));
  if (coming.length === 0 && staying.length === video.tag_ids.length) return video;
  return { ...video, tag_ids: [...staying, ...coming] };
}

/** Shown at once; if the server says no, the videos are asked for again. */
export function useChangeVideoTags() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: changeVideoTags,
    onMutate: ({ videoIds, add, remove }) => {
      const meant = new Set(videoIds);
      const change = (video: Video) => (meant.has(video.id) ? retag(video, add, remove) : video);
      updateVideoPages(client, null, (pages) => mapVideos(pages, change));
      for (const videoId of videoIds) {
        client.setQueryData<Video>(keys.video(videoId), (video) => video && change(video));
      }
    },
    onError: () => client.invalidateQueries({ queryKey: keys.allVideos }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.tags });
      // Views of one tag: videos have come in or gone out.
      void client.invalidateQueries({
        queryKey: keys.allVideos,
        predicate: ({ queryKey }) => isFiltered((queryKey[2] ?? {}) as VideoQuery),
      });
    },
  });
}
