import { queryOptions, useQuery } from "@tanstack/react-query";
import { queryString, request } from "@/api/http";
import type { Channel, Page } from "@/api/types";
import { keys } from "@/lib/cache/keys";

/** All channels of a list, the one with most videos first. */
export async function getChannels(listId: string, signal?: AbortSignal): Promise<Channel[]> {
  const channels: Channel[] = [];
  let cursor: string | null = null;
  do {
    const path = `/api/channels${queryString({ list_id: listId, limit: 200, cursor })}`;
    const page: Page<Channel> = await request(path, signal ? { signal } : {});
    channels.push(...page.items);
    cursor = page.next_cursor ?? null;
  } while (cursor);
  return channels;
}

export function channelsOptions(listId: string) {
  return queryOptions({
    queryKey: keys.channels(listId),
    queryFn: ({ signal }) => getChannels(listId, signal),
    enabled: listId !== "",
  });
}

export function useChannels(listId: string) {
  return useQuery(channelsOptions(listId));
}

/** What a view of one channel asks for: some videos know only its name. */
export function channelKey(channel: Pick<Channel, "channel_id" | "name">): string {
  return channel.channel_id ?? channel.name;
}
