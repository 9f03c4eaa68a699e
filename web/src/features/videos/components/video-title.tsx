import { Pencil } from "lucide-react";
import { type FormEvent, useLayoutEffect, useRef, useState } from "react";
import type { Video } from "@/api/types";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { TextField } from "@/components/ui/text-field";
import { problemText } from "@/lib/i18n/problem-text";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useRenameVideo } from "../api/update-video";

const LONGEST = 500;

/** The title, which a person may replace by their own. */
export function VideoTitle({ video, title }: { video: Video; title: string }) {
  const translate = useTranslate();
  const [editing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const edited = useRef(false);
  // After editing the focus goes back to where it began.
  useLayoutEffect(() => {
    if (!editing && edited.current) pencil.current?.focus();
    edited.current = editing;
  }, [editing]);
  if (editing) return <TitleForm video={video} title={title} onDone={() => setEditing(false)} />;
  return (
    <div className="mt-5 flex items-start gap-2">
      <h1 className="min-w-0 text-balance font-semibold text-xl leading-snug [overflow-wrap:anywhere]">
        {title}
      </h1>
      <IconButton ref={pencil} label={translate("video.rename")} onClick={() => setEditing(true)}>
        <Pencil />
      </IconButton>
    </div>
  );
}

interface TitleFormProps {
  video: Video;
  title: string;
  onDone: () => void;
}

function TitleForm({ video, title, onDone }: TitleFormProps) {
  const translate = useTranslate();
  const rename = useRenameVideo(video.id);
  const [text, setText] = useState(video.title ?? "");

  function submit(event: FormEvent): void {
    event.preventDefault();
    const wanted = text.trim();
    if (!wanted || wanted === video.title) onDone();
    else rename.mutate(wanted, { onSuccess: onDone });
  }

  return (
    <form onSubmit={submit} className="mt-5 mb-4">
      <h1 className="sr-only">{title}</h1>
      <TextField
        label={translate("video.title")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onDone();
        }}
        autoFocus
        required
        maxLength={LONGEST}
        problem={rename.isError ? problemText(translate, rename.error) : null}
      />
      <div className="mt-2.5 flex gap-2">
        <Button type="submit" tone="primary" busy={rename.isPending}>
          {translate("app.save")}
        </Button>
        <Button tone="quiet" onClick={onDone}>
          {translate("app.cancel")}
        </Button>
      </div>
    </form>
  );
}
