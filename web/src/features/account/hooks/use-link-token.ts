import { useEffect, useState } from "react";

function tokenInAddress(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get("token");
}

/** The one-time token of a sign-in link. It leaves the address bar and the history at once. */
export function useLinkToken(): string | null {
  const [token] = useState(tokenInAddress);
  useEffect(() => {
    if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
  }, []);
  return token;
}
