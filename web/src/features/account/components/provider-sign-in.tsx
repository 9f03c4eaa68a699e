import { KeyRound } from "lucide-react";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useSignInMethods } from "../api/get-sign-in-methods";

/** A way in through an OpenID provider, where there is one. It is a page of its own, so it is a link. */
export function ProviderSignIn({ onLeave }: { onLeave: () => void }) {
  const translate = useTranslate();
  const provider = useSignInMethods().data?.oidc;
  if (!provider) return null;
  return (
    <div className="mt-7">
      <a
        href="/api/auth/oidc/start"
        onClick={onLeave}
        className="flex h-10 w-full items-center justify-center gap-2.5 rounded-md bg-surface px-3.5 font-medium text-sm shadow-xs ring-1 ring-line-strong ring-inset transition-colors hover:bg-hover"
      >
        <KeyRound className="size-4" aria-hidden="true" />
        {translate("signIn.with", { name: provider.name })}
      </a>
      <p className="mt-6 flex items-center gap-3 text-[13px] text-ink-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {translate("signIn.or")}
      </p>
    </div>
  );
}
