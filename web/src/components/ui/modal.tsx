import { clsx } from "clsx";
import { type ReactNode, useLayoutEffect, useState } from "react";
import { LayerContext } from "./layer";

const shapes = {
  box: "dialog overflow-hidden rounded-xl bg-surface ring-1 ring-line",
  drawer: "drawer m-0 h-dvh max-h-none bg-page",
};

interface ModalProps {
  /** Its name; left out where an element that `labelledBy` names says it. */
  label?: string;
  labelledBy?: string;
  onClose: () => void;
  /** In the middle of the page, or along its edge. */
  shape?: keyof typeof shapes;
  className?: string;
  children: ReactNode;
}

/**
 * A bare modal dialog, for what brings its own head; a `Dialog` has a title and a cross already. It is the browser's
 * own element: focus stays in it, Escape closes it, the page behind is inert, and no style element is injected, which
 * the content security policy would refuse. What has `data-focus` gets the focus first; a field with `autoFocus`
 * cannot, because it mounts before the dialog is open.
 */
export function Modal({ label, labelledBy, onClose, shape = "box", className, children }: ModalProps) {
  const [dialog, setDialog] = useState<HTMLDialogElement | null>(null);
  // Before the paint, and closed before it is taken away: only then does the focus go back to where it was.
  useLayoutEffect(() => {
    if (dialog && !dialog.open) {
      dialog.showModal();
      dialog.querySelector<HTMLElement>("[data-focus]")?.focus();
    }
    return () => dialog?.close();
  }, [dialog]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape, which the element itself knows, is the keyboard's way out
    <dialog
      ref={setDialog}
      aria-label={label}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className={clsx("flex-col text-ink shadow-lift open:flex", shapes[shape], className)}
    >
      {/* Menus and tooltips that belong to it have to lie in it. */}
      <LayerContext value={dialog}>{children}</LayerContext>
    </dialog>
  );
}
