import type { videos as english } from "../en/videos";
import type { Texts } from "../types";

export const videos: Texts<typeof english> = {
  "videos.count": { one: "{count} Video", other: "{count} Videos" },
  "videos.grid": "Videos auf dieser Liste",
  "videos.untitled": "Video {id}",
  "videos.opening": "Öffnet sich, sobald es importiert ist",
  "videos.noCaptions": "Ohne Untertitel",
  "videos.captionsFollow": "Untertitel folgen",
  "videos.options": "Optionen für „{title}“",
  "videos.unavailable": "Nicht verfügbar",
  "videos.remove": "Entfernen",
  "videos.removeNamed": "„{title}“ entfernen",
  "videos.removed": "Vom Regal entfernt.",
  "videos.loadFailed": "Die Videos konnten nicht geladen werden.",
  "videos.showAll": "Alle zeigen",
  "videos.emptyFilter.title": "Kein Video passt",
  "videos.emptyFilter.body": "Auf dieser Liste passt nichts zu deiner Auswahl.",
  "videos.duration": "Länge {duration}",

  "state.complete": "Fertig",
  "state.importing": "Wird importiert",

  "progress.label": "Import von {title}",
  "progress.value": "{percent} Prozent",
  "progress.percent": "{percent}\u00a0%",
};
