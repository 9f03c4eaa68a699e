import { type FormEvent, useEffect, useRef } from "react";
import { isProblem, Problem } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";
import { Spinner } from "@/components/ui/spinner";
import { TextField } from "@/components/ui/text-field";
import { problemText } from "@/lib/i18n/problem-text";
import type { Translate } from "@/lib/i18n/translate";
import { useTranslate } from "@/lib/i18n/use-translate";
import { useExchangeLink } from "../api/exchange-link";
import { useSignIn } from "../api/sign-in";
import { useSignInFragment } from "../hooks/use-sign-in-fragment";
import { ProviderSignIn } from "./provider-sign-in";

function refusalText(translate: Translate, error: unknown): string {
  if (isProblem(error) && error.status === 401) return translate("signIn.wrong");
  if (isProblem(error) && error.status === 429) return translate("signIn.tooMany");
  return problemText(translate, error);
}

interface SignInPageProps {
  /** Called before this page is left for the provider's. */
  onLeave: () => void;
}

export function SignInPage({ onLeave }: SignInPageProps) {
  const translate = useTranslate();
  const { token, problem } = useSignInFragment();
  const link = useExchangeLink();
  const exchanged = useRef(false);
  useEffect(() => {
    // A one-time token is presented once, whatever React does.
    if (!token || exchanged.current) return;
    exchanged.current = true;
    link.mutate(token);
  }, [token, link.mutate]);

  return (
    <main className="grid min-h-full place-items-center px-5 py-10">
      <div className="w-full max-w-sm">
        <Logo className="size-11" />
        <h1 className="mt-5 font-semibold text-2xl tracking-tight">{translate("app.name")}</h1>
        <p className="mt-1 text-ink-soft">{translate("signIn.lead")}</p>
        {token && !link.isError ? (
          <p role="status" className="mt-8 flex items-center gap-3 text-ink-soft">
            <Spinner />
            {translate("signIn.byLink")}
          </p>
        ) : (
          <>
            {link.isError && (
              <p role="alert" className="mt-6 rounded-lg bg-surface p-3.5 text-sm ring-1 ring-line">
                {isProblem(link.error) && link.error.status >= 400 && link.error.status < 500
                  ? translate("signIn.linkSpent")
                  : problemText(translate, link.error)}
              </p>
            )}
            {problem && (
              <p role="alert" className="mt-6 rounded-lg bg-surface p-3.5 text-sm ring-1 ring-line">
                {problemText(translate, new Problem(401, { code: problem }))}
              </p>
            )}
            <ProviderSignIn onLeave={onLeave} />
            <PasswordForm />
          </>
        )}
      </div>
    </main>
  );
}

function PasswordForm() {
  const translate = useTranslate();
  const signIn = useSignIn();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    signIn.mutate({ email: String(fields.get("email")), password: String(fields.get("password")) });
  }

  return (
    <form onSubmit={submit} className="mt-7 flex flex-col gap-4">
      <TextField
        label={translate("signIn.email")}
        name="email"
        type="email"
        autoComplete="username"
        required
      />
      <TextField
        label={translate("signIn.password")}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        problem={signIn.isError ? refusalText(translate, signIn.error) : null}
      />
      <Button type="submit" tone="primary" busy={signIn.isPending} className="mt-1">
        {translate("signIn.submit")}
      </Button>
      <p className="text-pretty text-[13px] text-ink-faint">{translate("signIn.hint")}</p>
    </form>
  );
}
