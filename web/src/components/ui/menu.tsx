import * as Radix from "@radix-ui/react-dropdown-menu";
import { clsx } from "clsx";
import { Check } from "lucide-react";
import { createContext, type ReactNode, useContext, useRef } from "react";
import { useLayer } from "./layer";

interface MenuProps {
  trigger: ReactNode;
  align?: "start" | "end";
  /** It is open from the moment it is made. */
  defaultOpen?: boolean;
  children: ReactNode;
}

/** Does something once the menu has gone and the focus is back on what opened it; see `Menu`. */
const AfterClose = createContext<(action: () => void) => void>((action) => action());

/**
 * Not modal: the page stays scrollable, and no style element is injected to lock it. What an item does is done when
 * the focus is back on the trigger, so that a dialog it opens gives it back there.
 */
export function Menu({ trigger, align = "end", defaultOpen = false, children }: MenuProps) {
  const layer = useLayer();
  const chosen = useRef<(() => void) | null>(null);

  function act(): void {
    const action = chosen.current;
    chosen.current = null;
    // Radix gives the focus back when this has returned.
    if (action) queueMicrotask(action);
  }

  return (
    <Radix.Root modal={false} defaultOpen={defaultOpen}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal {...layer}>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={act}
          className="z-50 min-w-44 rounded-lg bg-surface p-1 text-ink text-sm shadow-lift ring-1 ring-line"
        >
          <AfterClose
            value={(action) => {
              chosen.current = action;
            }}
          >
            {children}
          </AfterClose>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const row =
  "flex cursor-default select-none items-center gap-2.5 rounded-md px-2.5 py-1.5 outline-none data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0";

interface MenuItemProps {
  onSelect: () => void;
  danger?: boolean;
  children: ReactNode;
}

export function MenuItem({ onSelect, danger = false, children }: MenuItemProps) {
  const afterClose = useContext(AfterClose);
  return (
    <Radix.Item onSelect={() => afterClose(onSelect)} className={clsx(row, danger && "text-danger-text")}>
      {children}
    </Radix.Item>
  );
}

interface MenuChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

export function MenuChoice<T extends string>({ label, value, options, onChange }: MenuChoiceProps<T>) {
  return (
    <Radix.RadioGroup value={value} aria-label={label}>
      <Radix.Label className="px-2.5 pt-2 pb-1 text-ink-faint text-xs">{label}</Radix.Label>
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          onSelect={() => onChange(option.value)}
          className={row}
        >
          <span className="flex-1">{option.label}</span>
          <Radix.ItemIndicator>
            <Check />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLine() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}

export function MenuNote({ children }: { children: ReactNode }) {
  return <Radix.Label className="block truncate px-2.5 py-1.5 text-ink-soft">{children}</Radix.Label>;
}
