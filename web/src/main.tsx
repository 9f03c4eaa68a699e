import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/app";
import { keepInstallOffer } from "@/lib/pwa/install-store";
import { registerServiceWorker } from "@/lib/pwa/register";
import "./styles.css";

keepInstallOffer();
registerServiceWorker();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
