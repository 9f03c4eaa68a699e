/** A video on the shelf. */
export const videos = {
  "videos.count": { one: "{count} video", other: "{count} videos" },
  "videos.grid": "Videos on this list",
  "videos.untitled": "Video {id}",
  "videos.opening": "Opens once it is imported",
  "videos.noCaptions": "No captions",
  "videos.captionsFollow": "Captions follow",
  "videos.options": "Options for “{title}”",
  "videos.unavailable": "Not available",
  "videos.remove": "Remove",
  "videos.removeNamed": "Remove “{title}”",
  "videos.removed": "Removed from your shelf.",
  "videos.loadFailed": "The videos could not be loaded.",
  "videos.showAll": "Show all",
  "videos.emptyFilter.title": "No video fits",
  "videos.emptyFilter.body": "Nothing on this list matches what you chose to see.",
  "videos.duration": "Length {duration}",

  "state.complete": "Ready",
  "state.importing": "Being imported",

  "progress.label": "Import of {title}",
  "progress.value": "{percent} percent",
  "progress.percent": "{percent}\u00a0%",
} as const;
