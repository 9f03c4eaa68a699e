import type { Video } from "@/api/types";
import { isOptimistic } from "@/lib/cache/video-pages";

/** The server takes so many at once. */
const AT_ONCE = 200;
/** What scrolls by faster than this is not looked at, and one request a moment is enough. */
const REST_MS = 800;
/** The server lets go of what was seen long ago; so do we, to say it again when it is seen again. */
const REMEMBERED = 300;

export interface SeenParts {
  send: (videoIds: string[]) => Promise<unknown>;
  schedule: (run: () => void, delayMs: number) => unknown;
  cancel: (timer: unknown) => void;
}

function stillWaits(video: Video): boolean {
  return video.import_stage !== "complete" && video.import_stage !== "error" && !isOptimistic(video);
}

/** Says which videos on the screen still wait to be fetched: once they have rested there, and each only once. */
export class SeenVideos {
  private readonly parts: SeenParts;
  private readonly told = new Set<string>();
  private onScreen: string[] = [];
  private timer: unknown = null;

  constructor(parts: SeenParts) {
    this.parts = parts;
  }

  /** What is on the screen now. */
  look(videos: readonly Video[]): void {
    this.onScreen = videos.filter(stillWaits).map((video) => video.id);
    if (this.timer !== null || this.fresh().length === 0) return;
    this.timer = this.parts.schedule(() => this.tell(), REST_MS);
  }

  stop(): void {
    this.parts.cancel(this.timer);
    this.timer = null;
  }

  private fresh(): string[] {
    return this.onScreen.filter((videoId) => !this.told.has(videoId)).slice(0, AT_ONCE);
  }

  private tell(): void {
    this.timer = null;
    const videoIds = this.fresh();
    if (videoIds.length === 0) return;
    if (this.told.size + videoIds.length > REMEMBERED) this.told.clear();
    for (const videoId of videoIds) this.told.add(videoId);
    // Only a hint: without it they come in their turn.
    this.parts.send(videoIds).catch(() => {
      for (const videoId of videoIds) this.told.delete(videoId);
    });
  }
}
