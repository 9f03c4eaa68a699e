import type { Video } from "@/api/types";
import { Button } from "@/components/ui/button";
import { useTranslate } from "@/lib/i18n/use-translate";
import { isPending, type NotesDraft } from "../hooks/notes-draft";
import { useNotes } from "../hooks/use-notes";

const LONGEST = 20_000;
const FEWEST_LINES = 3;

/** One's own notes about a video. */
export function Notes({ video }: { video: Video }) {
  const translate = useTranslate();
  const { draft, write, saveNow, keepMine, takeTheirs } = useNotes(video);
  return (
    <section aria-labelledby="notes" className="mt-8">
      <div className="mb-2 flex min-h-7 flex-wrap items-center gap-x-3">
        <h2 id="notes" className="font-semibold text-base">
          {translate("notes.title")}
        </h2>
        <NotesState draft={draft} onRetry={saveNow} />
      </div>
      <textarea
        aria-labelledby="notes"
        value={draft.text}
        onChange={(event) => write(event.target.value)}
        onBlur={saveNow}
        placeholder={translate("notes.placeholder")}
        maxLength={LONGEST}
        rows={FEWEST_LINES}
        className="field field-sizing-content block max-h-96 min-h-20 resize-y px-3 py-2 text-sm"
      />
      {draft.elsewhere !== null && (
        <div role="alert" className="mt-2 rounded-lg bg-surface p-3.5 text-sm ring-1 ring-line">
          <p className="font-medium">{translate("notes.elsewhere")}</p>
          <p className="mt-1.5 max-h-40 overflow-y-auto whitespace-pre-wrap text-ink-soft">
            {draft.elsewhere || translate("notes.elsewhereEmpty")}
          </p>
          <div className="mt-3 flex flex-wrap gap-2">
            <Button size="small" onClick={keepMine}>
              {translate("notes.keepMine")}
            </Button>
            <Button size="small" tone="quiet" onClick={takeTheirs}>
              {translate("notes.takeTheirs")}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}

function NotesState({ draft, onRetry }: { draft: NotesDraft; onRetry: () => void }) {
  const translate = useTranslate();
  if (draft.failed && isPending(draft)) {
    return (
      <div role="alert" className="flex items-center gap-2 text-[13px] text-danger-text">
        <span>{translate("notes.failed")}</span>
        <Button size="small" tone="quiet" onClick={onRetry}>
          {translate("app.retry")}
        </Button>
      </div>
    );
  }
  const settled = !isPending(draft) && draft.text !== "";
  return (
    <p role="status" className="text-[13px] text-ink-soft">
      {isPending(draft) ? translate("notes.saving") : settled && translate("notes.saved")}
    </p>
  );
}
