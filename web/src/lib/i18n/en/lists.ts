/** Lists and what is done to them. */
export const lists = {
  "lists.title": "Lists",
  "lists.new": "New list",
  "lists.create": "Create list",
  "lists.name": "Name",
  "lists.namePlaceholder": "Talks to watch",
  "lists.rename": "Rename",
  "lists.renameTitle": "Rename list",
  "lists.deleteTitle": "Delete “{name}”?",
  "lists.deleteBody": {
    one: "The one video on it is removed from your shelf. This cannot be undone.",
    other: "The {count} videos on it are removed from your shelf. This cannot be undone.",
  },
  "lists.deleteEmptyBody": "There are no videos on it.",
  "lists.options": "Options for “{name}”",
  "lists.defaultName": "My shelf",
  "lists.none": "No lists yet. The first import makes one.",
} as const;
