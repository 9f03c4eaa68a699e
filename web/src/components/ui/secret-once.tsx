import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslate } from "@/lib/i18n/use-translate";
import { Button } from "./button";

interface SecretOnceProps {
  label: string;
  /** Why it has to be copied now. */
  note: string;
  secret: string;
}

/** Something that is shown this once, to be copied. */
export function SecretOnce({ label, note, secret }: SecretOnceProps) {
  const translate = useTranslate();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  // It takes the focus from the button that asked for it, which may be gone.
  useEffect(() => field.current?.focus(), []);

  async function copy(): Promise<void> {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(secret);
      setCopied(true);
    } catch {
      // Without a secure connection there is no clipboard; what is selected can be copied by hand.
    }
  }

  return (
    <div className="rounded-lg bg-accent-soft p-3.5">
      <p className="text-pretty text-sm">{note}</p>
      <div className="mt-2.5 flex flex-wrap gap-2">
        <input
          ref={field}
          readOnly
          aria-label={label}
          value={secret}
          onFocus={(event) => event.currentTarget.select()}
          className="field h-9 min-w-40 flex-1 px-3 font-mono text-[13px]"
        />
        <Button onClick={() => void copy()}>
          {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          {translate(copied ? "app.copied" : "app.copy")}
        </Button>
      </div>
      <p role="status" className="sr-only">
        {copied && translate("app.copied")}
      </p>
    </div>
  );
}
