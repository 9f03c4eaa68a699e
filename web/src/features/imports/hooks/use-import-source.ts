import { isProblem } from "@/api/problem";
import { notify } from "@/components/ui/notice-store";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { mayHoldLinks, onlyVideoIn } from "@/lib/text/youtube-link";
import { useImportLink } from "../api/import-link";
import { type ImportSource, useImportDropStore } from "../stores/import-drop-store";

function isWorthALook(source: ImportSource): boolean {
  return source.kind === "file" || mayHoldLinks(source.text);
}

function onlyLink(sources: ImportSource[]): ReturnType<typeof onlyVideoIn> {
  const [source] = sources;
  return sources.length === 1 && source?.kind === "text" ? onlyVideoIn(source.text) : null;
}

/** Takes what a person drops, pastes or writes: one link is imported at once, anything more is shown first. */
export function useImportSource(ensureList: () => Promise<string>) {
  const translate = useTranslate();
  const importLink = useImportLink();
  const { enqueue, pointAt, compose } = useImportDropStore.getState();

  async function importOne(url: string, youtubeId: string): Promise<void> {
    try {
      await importLink.mutateAsync({ listId: await ensureList(), url, youtubeId });
    } catch (error) {
      if (isProblem(error, "already_in_list")) {
        const videoId = error.body.video_id;
        if (typeof videoId === "string") pointAt(videoId);
        notify(translate("import.already"));
      } else {
        notify(translate("import.refused", { reason: problemText(translate, error) }), "problem");
      }
    }
  }

  return (sources: ImportSource[]): void => {
    const only = onlyLink(sources);
    if (only) {
      compose(false);
      void importOne(only.url, only.youtubeId);
    } else if (sources.some(isWorthALook)) {
      enqueue(sources);
    } else {
      notify(translate("import.nothing"));
    }
  };
}
