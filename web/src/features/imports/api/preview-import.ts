import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { request } from "@/api/http";
import type { ImportPreview } from "@/api/types";
import type { ImportSource } from "../stores/import-drop-store";

/** What an import would do. Changes nothing. Without a list nothing can be there already. */
export function previewImport(
  source: ImportSource,
  listId: string | null,
  signal?: AbortSignal,
): Promise<ImportPreview> {
  const within = signal ? { signal } : {};
  if (source.kind === "text") {
    const json = listId ? { text: source.text, list_id: listId } : { text: source.text };
    return request("/api/imports/preview", { method: "POST", json, ...within });
  }
  const form = new FormData();
  form.set("file", source.file);
  if (listId) form.set("list_id", listId);
  return request("/api/imports/preview", { method: "POST", form, ...within });
}

export function previewOptions(source: ImportSource, listId: string | null) {
  return queryOptions({
    queryKey: ["preview", source.key, listId],
    queryFn: ({ signal }) => previewImport(source, listId, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

export function useImportPreview(source: ImportSource, listId: string | null) {
  return useQuery(previewOptions(source, listId));
}
