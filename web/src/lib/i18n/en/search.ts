/** The search. */
export const search = {
  "search.title": "Search",
  "search.field": "Search titles and what is said",
  "search.scope": "Where to search",
  "search.everywhere": "Everything",
  "search.onList": "On “{name}”",
  "search.earlier": "Searched before",
  "search.forget": "Forget these",
  "search.hint": "Finds titles, channels, descriptions, notes and everything that is said.",
  "search.phrase": '"hot glass"',
  "search.phraseMeans": "exactly these words, one after the other",
  "search.without": "glass -window",
  "search.withoutMeans": "nothing with this word",
  "search.either": "glass or clay",
  "search.eitherMeans": "one of them is enough",
  "search.findings": "Found",
  "search.nothing": "Nothing found",
  "search.nothingHint":
    "Try fewer or other words. Captions that are still to come can be searched once they are there.",
  "search.widen": "Search everything",
  "search.found": { one: "{count} video found", other: "{count} videos found" },
} as const;
