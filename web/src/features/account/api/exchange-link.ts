import { useMutation } from "@tanstack/react-query";
import { requestUnsigned, session } from "@/api/http";
import type { AccessGrant } from "@/api/types";

export function exchangeLink(token: string): Promise<AccessGrant> {
  return requestUnsigned("/api/auth/link", { method: "POST", json: { token } });
}

export function useExchangeLink() {
  return useMutation({ mutationFn: exchangeLink, onSuccess: (grant) => session.begin(grant) });
}
