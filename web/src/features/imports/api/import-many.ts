import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { ImportReceipt } from "@/api/types";
import { keys } from "@/lib/cache/keys";
import { worthRetrying } from "@/lib/cache/query-client";
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

export function useImportMany() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: importMany,
    retry: worthRetrying,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.jobs });
      void client.invalidateQueries({ queryKey: keys.lists });
    },
  });
}
