import { createContext, useContext } from "react";

/** Where menus and tooltips go: inside an open dialog, since everything outside of it is out of reach. */
export const LayerContext = createContext<HTMLElement | null>(null);

export function useLayer(): { container?: HTMLElement } {
  const container = useContext(LayerContext);
  return container ? { container } : {};
}
