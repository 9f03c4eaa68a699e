import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Outlet, useNavigate } from "react-router";
import { LayerContext } from "@/components/ui/layer";
import { ConnectionNotice } from "@/features/imports/components/connection-notice";
import { DropVeil } from "@/features/imports/components/drop-veil";
import { ImportPreview } from "@/features/imports/components/import-preview";
import { useImportSource } from "@/features/imports/hooks/use-import-source";
import { useLiveProgress } from "@/features/imports/hooks/use-live-progress";
import { useVideoDropZone } from "@/features/imports/hooks/use-video-drop-zone";
import { type ImportSource, useImportDropStore } from "@/features/imports/stores/import-drop-store";
import { syncListHead } from "@/features/videos/api/get-videos";
import { refreshVideos } from "@/features/videos/api/refresh-videos";
import { useSelectionStore } from "@/features/videos/stores/selection-store";
import { useTranslate } from "@/lib/i18n/use-translate";
import { MobileBar } from "./mobile-bar";
import { SearchLayer } from "./search-layer";
import { Sidebar } from "./sidebar";
import { useTargetList } from "./target-list";

const ImportDialog = lazy(async () => ({
  default: (await import("@/features/imports/components/import-dialog")).ImportDialog,
}));

/** What pages inside the shell may ask of it. */
export interface ShellContext {
  receive: (sources: ImportSource[]) => void;
}

export function Shell() {
  const translate = useTranslate();
  const client = useQueryClient();
  const navigate = useNavigate();
  const target = useTargetList();
  const receive = useImportSource(target.ensureList);
  const [first] = useImportDropStore((store) => store.queue);
  const { composing, compose, settleFirst } = useImportDropStore();
  const [menuOpen, setMenuOpen] = useState(false);
  const [main, setMain] = useState<HTMLElement | null>(null);
  useLiveProgress({
    onListGrew: (listId) => void syncListHead(client, listId),
    onVideosChanged: (listId, videoIds) => void refreshVideos(client, listId, videoIds),
    onVideosRemoved: (videoIds) => useSelectionStore.getState().drop(videoIds),
  });
  useVideoDropZone(receive);

  return (
    // Menus lie in the main part of the page: what is in no part of it is not found by its landmarks.
    <LayerContext value={main}>
      <div className="flex h-full">
        <a
          href="#content"
          className="sr-only focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2 focus-visible:z-50 focus-visible:rounded-md focus-visible:bg-surface focus-visible:px-3 focus-visible:py-2"
        >
          {translate("app.skip")}
        </a>
        <Sidebar open={menuOpen} onClose={() => setMenuOpen(false)} />
        <div className="flex min-w-0 flex-1 flex-col">
          <MobileBar onMenu={() => setMenuOpen(true)} />
          <main ref={setMain} id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
            <Outlet context={{ receive } satisfies ShellContext} />
          </main>
          <ConnectionNotice />
        </div>
        <Suspense fallback={null}>
          {composing && <ImportDialog onSources={receive} onClose={() => compose(false)} />}
        </Suspense>
        {first && (
          <ImportPreview
            key={first.key}
            source={first}
            lists={target.lists}
            listId={target.listId}
            ensureList={target.ensureList}
            onClose={settleFirst}
            onImported={(listId) => {
              settleFirst();
              void syncListHead(client, listId);
              void navigate(`/lists/${listId}`);
            }}
          />
        )}
        <SearchLayer />
        <DropVeil listName={target.list?.name ?? null} />
      </div>
    </LayerContext>
  );
}
