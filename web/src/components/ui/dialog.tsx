import { X } from "lucide-react";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { useTranslate } from "@/lib/i18n/use-translate";
import { IconButton } from "./icon-button";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A modal dialog on the browser's own element: focus stays in it, Escape closes it, the page behind is inert, and
 * no style element is injected, which the content security policy would refuse. What has `data-focus` gets the
 * focus first; a field with `autoFocus` cannot, because it mounts before the dialog is open.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const translate = useTranslate();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the paint, and closed before it is taken away: only then does the focus go back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) {
      element.showModal();
      element.querySelector<HTMLElement>("[data-focus]")?.focus();
    }
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape, which the element itself knows, is the keyboard's way out
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="dialog m-auto max-h-[min(42rem,calc(100dvh-2rem))] w-[min(34rem,calc(100vw-2rem))] flex-col overflow-hidden rounded-xl bg-surface text-ink shadow-lift ring-1 ring-line open:flex"
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
    </dialog>
  );
}

export function DialogBody({ children }: { children: ReactNode }) {
  return <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>;
}

export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t bg-page/60 px-5 py-3">
      {children}
    </footer>
  );
}
