import type { search as english } from "../en/search";
import type { Texts } from "../types";

export const search: Texts<typeof english> = {
  "search.title": "Suche",
  "search.field": "Titel und Gesagtes durchsuchen",
  "search.scope": "Wo gesucht wird",
  "search.everywhere": "Überall",
  "search.onList": "In „{name}“",
  "search.earlier": "Zuletzt gesucht",
  "search.forget": "Vergessen",
  "search.hint": "Findet Titel, Kanäle, Beschreibungen, Notizen und alles, was gesagt wird.",
  "search.phrase": '"heißes Glas"',
  "search.phraseMeans": "genau diese Wörter hintereinander",
  "search.without": "Glas -Fenster",
  "search.withoutMeans": "nichts mit diesem Wort",
  "search.either": "Glas or Ton",
  "search.eitherMeans": "eines davon genügt",
  "search.findings": "Gefunden",
  "search.nothing": "Nichts gefunden",
  "search.nothingHint":
    "Versuch es mit weniger oder anderen Wörtern. Untertitel, die noch folgen, lassen sich durchsuchen, sobald sie da sind.",
  "search.widen": "Überall suchen",
  "search.found": { one: "{count} Video gefunden", other: "{count} Videos gefunden" },
};
