import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/app";
import { loadTexts } from "@/lib/i18n/locale-store";
import { keepInstallOffer } from "@/lib/pwa/install-store";
import { registerServiceWorker } from "@/lib/pwa/register";
import "./styles.css";

keepInstallOffer();
registerServiceWorker();

async function start(root: HTMLElement): Promise<void> {
  await loadTexts();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

const root = document.getElementById("root");
// Without words there is nothing to show, but for the page that has its own.
if (root) start(root).catch(() => location.replace("/offline.html"));
