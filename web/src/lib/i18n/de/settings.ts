import type { settings as english } from "../en/settings";
import type { Texts } from "../types";

export const settings: Texts<typeof english> = {
  "settings.title": "Einstellungen",
  "settings.signedInAs": "Angemeldet als {email}",
  "settings.appearance": "Darstellung und Sprache",
  "settings.appearanceLead": "Für diesen Browser.",

  "password.title": "Passwort",
  "password.lead": "Eine Änderung meldet dich überall sonst ab.",
  "password.current": "Jetziges Passwort",
  "password.change": "Passwort ändern",
  "password.set": "Passwort festlegen",
  "password.changed": "Dein Passwort wurde geändert.",
  "password.new": {
    one: "Neues Passwort, mindestens {count} Zeichen",
    other: "Neues Passwort, mindestens {count} Zeichen",
  },

  "sessions.title": "Wo du angemeldet bist",
  "sessions.lead": "Melde ab, was du nicht kennst oder nicht mehr benutzt.",
  "sessions.current": "Dieser Browser",
  "sessions.unnamed": "Unbekanntes Gerät",
  "sessions.used": "zuletzt benutzt: {time}",
  "sessions.since": "angemeldet am {date}",
  "sessions.end": "Abmelden",
  "sessions.endNamed": "{name} abmelden",
  "sessions.endOthers": "Überall sonst abmelden",
  "sessions.ended": "Dort abgemeldet.",

  "tokens.title": "Zugangstoken",
  "tokens.lead": "Für Skripte und andere Programme, anstelle deines Passworts.",
  "tokens.none": "Noch keine Token.",
  "tokens.new": "Neues Token",
  "tokens.create": "Token erstellen",
  "tokens.name": "Wofür es ist",
  "tokens.namePlaceholder": "Sicherungsskript",
  "tokens.scope": "Es darf",
  "tokens.read": "Lesen",
  "tokens.write": "Lesen und schreiben",
  "tokens.expires": "Es endet",
  "tokens.never": "nie",
  "tokens.token": "Token",
  "tokens.once":
    "Kopiere das Token jetzt. Es wird nur dieses eine Mal gezeigt und lässt sich später nicht nachschlagen.",
  "tokens.until": "bis {date}",
  "tokens.forever": "endet nicht",
  "tokens.unused": "noch nicht benutzt",
  "tokens.revoke": "Widerrufen",
  "tokens.revokeNamed": "{name} widerrufen",
  "tokens.revokeTitle": "„{name}“ widerrufen?",
  "tokens.revokeBody":
    "Was dieses Token benutzt, verliert sofort den Zugang. Das lässt sich nicht rückgängig machen.",
  "tokens.days": { one: "in {count} Tag", other: "in {count} Tagen" },

  "people.title": "Personen",
  "people.lead": "Alle haben ihre eigenen Regale; niemand sieht die der anderen.",
  "people.owner": "Eigentümer",
  "people.since": "hier seit {date}",
  "people.email": "E-Mail-Adresse",
  "people.add": "Hinzufügen",
  "people.link": "Anmelde-Link",
  "people.linkNote":
    "Gib diesen Link an {email} weiter. Er meldet einmal an, innerhalb eines Tages, und wird nur jetzt gezeigt.",
  "people.removeNamed": "{email} entfernen",
  "people.removeTitle": "{email} entfernen?",
  "people.removeBody":
    "Das Konto und alles auf seinen Regalen wird gelöscht. Das lässt sich nicht rückgängig machen.",

  "bookmarklet.title": "Bookmarklet",
  "bookmarklet.lead":
    "Zieh es in deine Lesezeichenleiste. Auf einer YouTube-Seite gedrückt, stellt es deren Videos auf dein Regal.",
  "bookmarklet.name": "Auf mein Regal",
  "bookmarklet.drag": "Zieh das in deine Lesezeichenleiste; von dort aus funktioniert es.",

  "install.title": "Als App",
  "install.lead":
    "Installiert hat Reelshelf ein eigenes Fenster, und aus anderen Apps lassen sich Videos dorthin teilen.",
  "install.button": "Installieren",
  "install.hint":
    "Dein Browser installiert es über sein eigenes Menü: „Installieren“ oder „Zum Home-Bildschirm“. Ist es schon installiert, gibt es nichts zu tun.",
};
