import * as Radix from "@radix-ui/react-popover";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useLayer } from "./layer";

interface PopoverProps {
  trigger: ReactNode;
  /** What it is, for screen readers. */
  label: string;
  align?: "start" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
}

/** Like a menu, but with fields in it. Not modal, for the same reasons. */
export function Popover({ trigger, label, align = "end", className, children, ...state }: PopoverProps) {
  const layer = useLayer();
  return (
    <Radix.Root modal={false} {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal {...layer}>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={clsx(
            "z-50 flex max-h-(--radix-popover-content-available-height) w-72 max-w-[calc(100vw-1rem)] flex-col overflow-y-auto rounded-lg bg-surface text-ink text-sm shadow-lift ring-1 ring-line",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
