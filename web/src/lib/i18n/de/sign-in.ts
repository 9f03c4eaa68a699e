import type { signIn as english } from "../en/sign-in";
import type { Texts } from "../types";

export const signIn: Texts<typeof english> = {
  "signIn.lead": "Deine Videosammlungen, auf deinem eigenen Regal.",
  "signIn.email": "E-Mail",
  "signIn.password": "Passwort",
  "signIn.submit": "Anmelden",
  "signIn.with": "Mit {name} anmelden",
  "signIn.or": "oder mit Passwort",
  "signIn.byLink": "Du wirst angemeldet …",
  "signIn.linkSpent":
    "Dieser Anmelde-Link wurde schon benutzt oder ist zu alt. Starte Reelshelf neu für einen frischen, oder melde dich unten an.",
  "signIn.wrong": "E-Mail und Passwort passen zu keinem Konto.",
  "signIn.tooMany": "Das waren viele Versuche. Bitte warte eine Minute.",
  "signIn.hint": "Auf dem eigenen Rechner gestartet? Im Terminal steht ein Anmelde-Link.",

  "account.signOut": "Abmelden",
  "account.label": "Konto",
};
