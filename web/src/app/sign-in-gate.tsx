import { Navigate, useLocation } from "react-router";
import { SignInPage } from "@/features/account/components/sign-in-page";
import { useSession } from "@/features/account/hooks/use-session";
import { keepPlace, placeIn } from "./place-before";

/** Whoever is signed in already goes on to where they wanted to be. */
export function SignInGate() {
  const session = useSession();
  const place = placeIn(useLocation().state);
  if (session === "signed-in") return <Navigate to={place} replace />;
  return <SignInPage onLeave={() => keepPlace(place)} />;
}
