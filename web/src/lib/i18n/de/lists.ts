import type { lists as english } from "../en/lists";
import type { Texts } from "../types";

export const lists: Texts<typeof english> = {
  "lists.title": "Listen",
  "lists.new": "Neue Liste",
  "lists.create": "Liste anlegen",
  "lists.name": "Name",
  "lists.namePlaceholder": "Vorträge zum Ansehen",
  "lists.rename": "Umbenennen",
  "lists.renameTitle": "Liste umbenennen",
  "lists.deleteTitle": "„{name}“ löschen?",
  "lists.deleteBody": {
    one: "Das eine Video darauf verschwindet vom Regal. Das lässt sich nicht rückgängig machen.",
    other: "Die {count} Videos darauf verschwinden vom Regal. Das lässt sich nicht rückgängig machen.",
  },
  "lists.deleteEmptyBody": "Es stehen keine Videos darauf.",
  "lists.options": "Optionen für „{name}“",
  "lists.defaultName": "Mein Regal",
  "lists.none": "Noch keine Listen. Der erste Import legt eine an.",
};
