import { clsx } from "clsx";
import { type ReactNode, useLayoutEffect, useRef } from "react";

interface ModalProps {
  /** Its name; left out where an element that `labelledBy` names says it. */
  label?: string;
  labelledBy?: string;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}

/**
 * A bare modal dialog, for what brings its own head; a `Dialog` has a title and a cross already. It is the browser's
 * own element: focus stays in it, Escape closes it, the page behind is inert, and no style element is injected, which
 * the content security policy would refuse. What has `data-focus` gets the focus first; a field with `autoFocus`
 * cannot, because it mounts before the dialog is open.
 */
export function Modal({ label, labelledBy, onClose, className, children }: ModalProps) {
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
      aria-label={label}
      aria-labelledby={labelledBy}
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
