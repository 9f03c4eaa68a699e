/** The search. */
export const search = {
  "search.title": "Search",
  "search.field": "Search titles and what is said",
  "search.scope": "Where to search",
  "search.everywhere": "Everything",
  "search.onList": "On “{name}”",
  "search.earlier": "Searched before",
  "search.forget": "Forget these",
  "search.hint":
    "Titles, channels, descriptions, notes and everything that is said. “A phrase” in quotes, -without, this or that.",
  "search.findings": "Found",
  "search.nothing": "Nothing found",
  "search.nothingHint":
    "Try fewer or other words. Captions that are still to come can be searched once they are there.",
  "search.widen": "Search everything",
  "search.found": { one: "{count} video found", other: "{count} videos found" },
} as const;
