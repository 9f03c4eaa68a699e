import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { ImportReceipt } from "@/api/types";
import { keys } from "@/lib/cache/keys";
import { progressLedger } from "@/lib/cache/progress-ledger";
import { worthRetrying } from "@/lib/cache/query-client";
import { newVideo, placeVideos, type VideoPages } from "@/lib/cache/video-pages";
import type { ImportSource } from "../stores/import-drop-store";

export interface ManyImport {
  listId: string;
  source: ImportSource;
  /** One for each time a person confirms: however often the request goes out, it is one import. */
  idempotencyKey: string;
}

export function importMany({ listId, source, idempotencyKey }: ManyImport): Promise<ImportReceipt> {
  const headers = { "Idempotency-Key": idempotencyKey };
  const videos = `/api/lists/${listId}/videos`;
  if (source.kind === "text") {
    return request(`${videos}/batch`, { method: "POST", json: { text: source.text }, headers });
  }
  const form = new FormData();
  form.set("file", source.file);
  return request(`${videos}/bulk`, { method: "POST", form, headers });
}

/** Every tile stands as soon as the server has said yes, however many there are; nothing has to be fetched for it. */
function showAll(client: QueryClient, listId: string, receipt: ImportReceipt, mark: number): void {
  const at = new Date();
  const fresh = (receipt.videos ?? []).map((video) =>
    progressLedger.atLeast(newVideo({ ...video, list_id: listId, job_id: receipt.job_id }, at), mark),
  );
  client.setQueryData<VideoPages>(keys.videos(listId, {}), (pages) => pages && placeVideos(pages, fresh));
}

export function useImportMany() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: importMany,
    retry: worthRetrying,
    onMutate: () => progressLedger.mark(),
    onSuccess: (receipt, { listId }, mark) => {
      showAll(client, listId, receipt, mark);
      void client.invalidateQueries({ queryKey: keys.jobs });
      void client.invalidateQueries({ queryKey: keys.lists });
    },
  });
}
