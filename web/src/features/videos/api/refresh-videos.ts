import type { QueryClient } from "@tanstack/react-query";
import type { Video } from "@/api/types";
import { keys } from "@/lib/cache/keys";
import { mapVideos, updateVideoPages, type VideoPages } from "@/lib/cache/video-pages";
import { getVideo } from "./get-video";
import { otherViews } from "./get-videos";

/** More than these are asked for page by page. */
const ONE_BY_ONE = 12;

function isLoaded(client: QueryClient, listId: string, videoId: string): boolean {
  if (client.getQueryData(keys.video(videoId))) return true;
  return client
    .getQueriesData<VideoPages>({ queryKey: keys.videosOf(listId) })
    .some(([, pages]) => pages?.pages.some((page) => page.items.some((video) => video.id === videoId)));
}

/** Puts videos as the server has just told them into every view that shows them. */
export function replaceVideos(client: QueryClient, listId: string, fresh: readonly Video[]): void {
  const byId = new Map(fresh.map((video) => [video.id, video]));
  updateVideoPages(client, listId, (pages) => mapVideos(pages, (video) => byId.get(video.id) ?? video));
  for (const video of fresh) {
    client.setQueryData<Video>(keys.video(video.id), (known) => (known ? video : undefined));
  }
}

/**
 * Something about these videos was changed elsewhere. A few are fetched one by one, many
 * with the pages they are on; what no view has loaded is not asked for. Never rejects: what could not be fetched is
 * fetched with the next look at it.
 */
export async function refreshVideos(
  client: QueryClient,
  listId: string,
  videoIds: ReadonlySet<string>,
): Promise<void> {
  const loaded = [...videoIds].filter((videoId) => isLoaded(client, listId, videoId));
  if (loaded.length > ONE_BY_ONE) {
    return client.invalidateQueries({ queryKey: keys.videosOf(listId) });
  }
  void client.invalidateQueries(otherViews(listId));
  const answers = await Promise.allSettled(loaded.map((videoId) => getVideo(videoId)));
  const fresh = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  replaceVideos(client, listId, fresh);
}
