import { clsx } from "clsx";
import { type ReactNode, useLayoutEffect, useRef } from "react";

interface ModalProps {
  label: string;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}

/** A bare modal dialog, for what brings its own head; a `Dialog` has a title and a cross already. */
export function Modal({ label, onClose, className, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Closed before it is taken away: only then does the focus go back to where it was.
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
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className={clsx(
        "dialog flex-col overflow-hidden rounded-xl bg-surface text-ink shadow-lift ring-1 ring-line open:flex",
        className,
      )}
    >
      {children}
    </dialog>
  );
}
