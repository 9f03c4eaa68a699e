import { Provider as TooltipProvider } from "@radix-ui/react-tooltip";
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { BrowserRouter } from "react-router";
import { Notices } from "@/components/ui/notices";
import { createQueryClient } from "@/lib/cache/query-client";
import { useLanguage } from "@/lib/i18n/use-translate";
import { CrashGuard } from "./crash-guard";
import { AppRoutes } from "./routes";

export function App() {
  const [client] = useState(createQueryClient);
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider delayDuration={350} skipDelayDuration={150}>
        <CrashGuard>
          <BrowserRouter>
            <AppRoutes />
          </BrowserRouter>
        </CrashGuard>
        <Notices />
      </TooltipProvider>
    </QueryClientProvider>
  );
}
