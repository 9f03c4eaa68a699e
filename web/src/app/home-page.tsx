import { Navigate, useOutletContext } from "react-router";
import { useLists } from "@/features/lists/api/get-lists";
import { FirstSteps } from "./first-steps";
import { LoadFailed } from "./load-failed";
import type { ShellContext } from "./shell";
import { lastListId } from "./target-list";

/** The list that was open last; before there is any, the first steps. */
export function HomePage() {
  const lists = useLists();
  const { receive } = useOutletContext<ShellContext>();
  if (lists.isError) return <LoadFailed error={lists.error} onRetry={() => void lists.refetch()} />;
  if (!lists.data) return null;
  const last = lists.data.find((list) => list.id === lastListId()) ?? lists.data[0];
  return last ? (
    <Navigate to={`/lists/${last.id}`} replace />
  ) : (
    <FirstSteps heading="h1" onSources={receive} />
  );
}
