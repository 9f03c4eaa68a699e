import type { selection as english } from "../en/selection";
import type { Texts } from "../types";

export const selection: Texts<typeof english> = {
  "select.begin": "Videos auswählen",
  "select.toolbar": "Mit den ausgewählten Videos",
  "select.one": "„{title}“ auswählen",
  "select.item": "Auswählen",
  "select.column": "Ausgewählt",
  "select.count": { one: "{count} ausgewählt", other: "{count} ausgewählt" },
  "select.all": { one: "Alle {count} auswählen", other: "Alle {count} auswählen" },
  "select.allShort": "Alle",
  "select.clear": "Auswahl beenden",
  "select.nothingToRetry": "Davon muss nichts erneut abgerufen werden.",

  "move.menu": "In Liste verschieben …",
  "move.submit": "Verschieben",
  "move.to": "In welche Liste",
  "move.title": { one: "{count} Video verschieben", other: "{count} Videos verschieben" },
  "move.nowhere": "Es gibt noch keine andere Liste.",
  "move.done": {
    one: "{count} Video nach „{name}“ verschoben.",
    other: "{count} Videos nach „{name}“ verschoben.",
  },
  "move.already": {
    one: "{count} war schon dort und bleibt.",
    other: "{count} waren schon dort und bleiben.",
  },

  "remove.title": { one: "{count} Video entfernen?", other: "{count} Videos entfernen?" },
  "remove.body": {
    one: "Es verschwindet vom Regal, mit Schlagwörtern und Notizen. Das lässt sich nicht rückgängig machen.",
    other:
      "Sie verschwinden vom Regal, mit Schlagwörtern und Notizen. Das lässt sich nicht rückgängig machen.",
  },
  "remove.done": { one: "{count} Video entfernt.", other: "{count} Videos entfernt." },
};
