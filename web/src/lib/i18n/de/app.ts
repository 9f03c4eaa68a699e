import type { app as english } from "../en/app";
import type { Texts } from "../types";

export const app: Texts<typeof english> = {
  "app.name": "Reelshelf",
  "app.skip": "Zum Inhalt springen",
  "app.notFound.title": "Hier ist nichts",
  "app.notFound.body": "Die Seite wurde vielleicht entfernt, oder die Adresse ist unvollständig.",
  "app.notFound.home": "Zurück zum Regal",
  "app.crash.title": "Auf dieser Seite ist etwas schiefgegangen",
  "app.crash.body": "Auf deinem Regal ist nichts verloren. Meist hilft es, die Seite neu zu laden.",
  "app.crash.reload": "Neu laden",
  "app.loading": "Wird geladen",
  "app.retry": "Noch einmal versuchen",
  "app.close": "Schließen",
  "app.cancel": "Abbrechen",
  "app.done": "Fertig",
  "app.save": "Speichern",
  "app.delete": "Löschen",
  "app.copy": "Kopieren",
  "app.copied": "Kopiert",
  "app.menu": "Listen und Konto",
  "app.more": "Mehr",

  "theme.label": "Darstellung",
  "theme.system": "Wie das System",
  "theme.light": "Hell",
  "theme.dark": "Dunkel",

  "language.label": "Sprache",
  "language.auto": "Wie der Browser",

  "live.away": "Verbindung unterbrochen. Alle 2 Sekunden wird nachgesehen.",

  "notice.region": "Meldungen",
};
