import { Navigate, useLocation } from "react-router";
import { SignInPage } from "@/features/account/components/sign-in-page";
import { useSession } from "@/features/account/hooks/use-session";

function placeBefore(state: unknown): string {
  const from = typeof state === "object" && state !== null && "from" in state ? state.from : null;
  return typeof from === "string" && from.startsWith("/") ? from : "/";
}

/** Whoever is signed in already goes on to where they wanted to be. */
export function SignInGate() {
  const session = useSession();
  const location = useLocation();
  if (session === "signed-in") return <Navigate to={placeBefore(location.state)} replace />;
  return <SignInPage />;
}
