import { Provider as TooltipProvider } from "@radix-ui/react-tooltip";
import { QueryClient, QueryClientProvider, type QueryKey } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";

interface Surroundings {
  /** Where in the app it is rendered. */
  path?: string;
  /** What is known already. */
  known?: readonly [key: QueryKey, value: unknown][];
}

/** Renders with what every component finds around it in the app. */
export function renderInApp(ui: ReactNode, { path = "/", known = [] }: Surroundings = {}) {
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  for (const [key, value] of known) client.setQueryData(key, value);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>
      <TooltipProvider>
        <MemoryRouter initialEntries={[path]}>{children}</MemoryRouter>
      </TooltipProvider>
    </QueryClientProvider>
  );
  return { ...render(ui, { wrapper }), client };
}
