import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useTranslate } from "@/lib/i18n/use-translate";
import { IconButton } from "./icon-button";
import { Modal } from "./modal";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A modal dialog with a title and a cross. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const translate = useTranslate();
  const titleId = useId();
  return (
    <Modal
      labelledBy={titleId}
      onClose={onClose}
      className="m-auto max-h-[min(42rem,calc(100dvh-2rem))] w-[min(34rem,calc(100vw-2rem))]"
    >
      <header className="flex items-center gap-4 py-3 pr-3 pl-5">
        <h2 id={titleId} className="min-w-0 flex-1 truncate font-semibold text-base">
          {title}
        </h2>
        <IconButton label={translate("app.close")} hint={false} onClick={onClose}>
          <X />
        </IconButton>
      </header>
      {children}
    </Modal>
  );
}

export function DialogBody({ children }: { children: ReactNode }) {
  return <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-0.5 pb-5">{children}</div>;
}

export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t bg-page/60 px-5 py-3">
      {children}
    </footer>
  );
}
