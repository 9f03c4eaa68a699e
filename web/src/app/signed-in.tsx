import { Navigate, Outlet, useLocation } from "react-router";
import { Logo } from "@/components/ui/logo";
import { useSession } from "@/features/account/hooks/use-session";
import { useTranslate } from "@/lib/i18n/use-translate";
import { BackToPlace } from "./back-to-place";

/** Everything but the door. While it is not known who is there, nothing is asked of the server. */
export function SignedIn() {
  const translate = useTranslate();
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session === "signed-out") return <Navigate to="/sign-in" replace state={{ from: pathname + search }} />;
  if (session === "signed-in") {
    return (
      <>
        <BackToPlace />
        <Outlet />
      </>
    );
  }
  return (
    <div role="status" aria-label={translate("app.loading")} className="grid h-full place-items-center">
      <Logo className="size-10 animate-pulse motion-reduce:animate-none" />
    </div>
  );
}
