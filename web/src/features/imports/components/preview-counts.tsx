import { clsx } from "clsx";
import type { ImportPreview } from "@/api/types";
import { useTranslate } from "@/lib/i18n/use-translate";
import { distinctVideos } from "./preview-facts";

/** "50 videos found, 3 already on this shelf, 2 lines are not video links", one fact on each line. */
export function PreviewCounts({ preview }: { preview: ImportPreview }) {
  const translate = useTranslate();
  const { playlists, invalid, duplicates_in_input: twice, already_in_list: already } = preview;
  const facts = [
    already > 0 && translate("import.previewAlready", { count: already }),
    twice > 0 && translate("import.previewTwice", { count: twice }),
    playlists.length > 0 && translate("import.previewPlaylists", { count: playlists.length }),
    invalid.length > 0 && translate("import.previewInvalid", { count: invalid.length }),
  ].filter((fact) => fact !== false);
  const found = distinctVideos(preview);
  const nothing = found === 0 && playlists.length === 0;
  return (
    <div>
      <p className={clsx("font-semibold", nothing ? "text-base" : "text-2xl tracking-tight")}>
        {nothing ? translate("import.nothingFound") : translate("import.previewFound", { count: found })}
      </p>
      <ul className="mt-1 text-ink-soft text-sm">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </div>
  );
}
