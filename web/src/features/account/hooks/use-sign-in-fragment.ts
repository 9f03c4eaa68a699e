import { useEffect, useState } from "react";

function inAddress(name: string): string | null {
  return new URLSearchParams(location.hash.slice(1)).get(name);
}

export interface SignInFragment {
  /** The one-time token of a sign-in link. */
  token: string | null;
  /** The code of what went wrong at the OpenID provider. */
  problem: string | null;
}

/** What the address of the sign-in page brings along. It leaves the address bar and the history at once. */
export function useSignInFragment(): SignInFragment {
  const [fragment] = useState(() => ({ token: inAddress("token"), problem: inAddress("problem") }));
  useEffect(() => {
    if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
  }, []);
  return fragment;
}
