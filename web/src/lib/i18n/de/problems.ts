import type { problems as english } from "../en/problems";
import type { Texts } from "../types";

export const problems: Texts<typeof english> = {
  "problem.unreachable": "Reelshelf ist gerade nicht erreichbar. Bitte gleich noch einmal versuchen.",
  "problem.unavailable": "Reelshelf macht eine kurze Pause. Bitte gleich noch einmal versuchen.",
  "problem.not_found": "Das ist nicht mehr da.",
  "problem.already_in_list": "Dieses Video steht schon auf diesem Regal.",
  "problem.not_a_video_link": "Das ist kein Link zu einem YouTube-Video.",
  "problem.list_name_taken": "Eine Liste mit diesem Namen gibt es schon.",
  "problem.tag_name_taken": "Ein Schlagwort mit diesem Namen gibt es schon.",
  "problem.too_large": "Diese Datei ist zu groß.",
  "problem.already_running": "Das läuft schon.",
  "problem.wrong_password": "Das ist nicht dein jetziges Passwort.",
  "problem.session_needed": "Bitte melde dich dafür an.",
  "problem.owner_needed": "Das darf nur, wem dieses Reelshelf gehört.",
  "problem.own_account": "Das eigene Konto lässt sich nicht entfernen.",
  "problem.email_taken": "Ein Konto mit dieser E-Mail-Adresse gibt es schon.",
  "problem.oidc_failed": "Die Anmeldung dort hat nicht geklappt. Bitte noch einmal versuchen.",
  "problem.oidc_unknown_account":
    "Zu dieser E-Mail-Adresse gibt es hier kein Konto. Frag danach, wem dieses Reelshelf gehört.",
  "problem.too_many_requests": "Das war viel auf einmal. Bitte einen Moment warten.",
  "problem.unknown": "Das hat nicht geklappt. Bitte noch einmal versuchen.",
};
