import { lazy, Suspense } from "react";
import { useLists } from "@/features/lists/api/get-lists";
import { useSearchKeys } from "@/features/search/hooks/use-search-keys";
import { useSearchStore } from "@/features/search/stores/search-store";
import { useListInSight } from "./target-list";

const SearchPalette = lazy(async () => ({
  default: (await import("@/features/search/components/search-palette")).SearchPalette,
}));

/** The search over whatever page there is; what draws it is loaded when somebody searches. */
export function SearchLayer() {
  useSearchKeys();
  const open = useSearchStore((store) => store.open);
  const { listId } = useListInSight();
  const list = useLists().data?.find((known) => known.id === listId);
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <SearchPalette list={list ? { id: list.id, name: list.name } : null} />
    </Suspense>
  );
}
