/** What is done to several videos at once. */
export const selection = {
  "select.begin": "Select videos",
  "select.toolbar": "With the selected videos",
  "select.one": "Select “{title}”",
  "select.item": "Select",
  "select.column": "Selected",
  "select.count": { one: "{count} selected", other: "{count} selected" },
  "select.all": { one: "Select all {count}", other: "Select all {count}" },
  "select.allShort": "All",
  "select.clear": "End selection",
  "select.nothingToRetry": "None of these needs to be fetched again.",

  "move.menu": "Move to list …",
  "move.submit": "Move",
  "move.to": "To which list",
  "move.title": { one: "Move {count} video", other: "Move {count} videos" },
  "move.nowhere": "There is no other list yet.",
  "move.done": { one: "{count} video moved to “{name}”.", other: "{count} videos moved to “{name}”." },
  "move.already": {
    one: "{count} was there already and stays.",
    other: "{count} were there already and stay.",
  },

  "remove.title": { one: "Remove {count} video?", other: "Remove {count} videos?" },
  "remove.body": {
    one: "It is removed from your shelf, with its tags and notes. This cannot be undone.",
    other: "They are removed from your shelf, with their tags and notes. This cannot be undone.",
  },
  "remove.done": { one: "{count} video removed.", other: "{count} videos removed." },
} as const;
