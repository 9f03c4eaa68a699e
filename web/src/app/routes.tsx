import { lazy, Suspense } from "react";
import { Route, Routes } from "react-router";
import { HomePage } from "./home-page";
import { ListPage } from "./list-page";
import { NotFoundPage } from "./not-found-page";
import { SharePage } from "./share-page";
import { Shell } from "./shell";
import { SignInGate } from "./sign-in-gate";
import { SignedIn } from "./signed-in";

const VideoPage = lazy(async () => ({ default: (await import("./video-page")).VideoPage }));

const ImportsPage = lazy(async () => ({ default: (await import("./imports-page")).ImportsPage }));

const SettingsPage = lazy(async () => ({ default: (await import("./settings-page")).SettingsPage }));

export function AppRoutes() {
  return (
    <Routes>
      <Route path="/sign-in" element={<SignInGate />} />
      <Route element={<SignedIn />}>
        <Route element={<Shell />}>
          <Route path="/" element={<HomePage />} />
          <Route path="/lists/:listId" element={<ListPage />} />
          <Route
            path="/videos/:videoId"
            element={
              <Suspense fallback={null}>
                <VideoPage />
              </Suspense>
            }
          />
          <Route
            path="/imports"
            element={
              <Suspense fallback={null}>
                <ImportsPage />
              </Suspense>
            }
          />
          <Route
            path="/settings"
            element={
              <Suspense fallback={null}>
                <SettingsPage />
              </Suspense>
            }
          />
          <Route path="/share" element={<SharePage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Route>
    </Routes>
  );
}
