import { useMutation } from "@tanstack/react-query";
import { requestUnsigned, session } from "@/api/http";
import type { AccessGrant } from "@/api/types";

export interface Credentials {
  email: string;
  password: string;
}

export function signIn(credentials: Credentials): Promise<AccessGrant> {
  return requestUnsigned("/api/auth/login", { method: "POST", json: credentials });
}

export function useSignIn() {
  return useMutation({ mutationFn: signIn, onSuccess: (grant) => session.begin(grant) });
}
