import type { failures as english } from "../en/failures";
import type { Texts } from "../types";

export const failures: Texts<typeof english> = {
  "failure.gone": "Dieses Video ist privat oder wurde gelöscht.",
  "failure.video_private": "Dieses Video ist privat.",
  "failure.video_deleted": "Dieses Video wurde gelöscht.",
  "failure.video_unavailable": "Dieses Video ist privat oder wurde gelöscht.",
  "failure.account_closed": "Den Kanal dieses Videos gibt es nicht mehr.",
  "failure.collection_gone": "Diese Playlist oder dieser Kanal ist privat oder wurde gelöscht.",
  "failure.collection_empty": "In dieser Playlist oder diesem Kanal sind keine Videos.",
  "failure.no_access": "Dieses Video kann nicht jeder öffnen.",
  "failure.age_restricted": "Dieses Video hat eine Altersbeschränkung.",
  "failure.members_only": "Dieses Video ist nur für Mitglieder seines Kanals.",
  "failure.paid_only": "Dieses Video muss bezahlt werden.",
  "failure.region_blocked": "Dieses Video ist in diesem Land nicht verfügbar.",
  "failure.login_required": "Dieses Video ist nur zu sehen, wenn man bei YouTube angemeldet ist.",
  "failure.drm_protected": "Dieses Video ist kopiergeschützt.",
  "failure.not_embeddable": "Dieses Video ist privat oder darf nur auf YouTube angesehen werden.",
  "failure.playlist_unviewable":
    "Diese Playlist stellt YouTube für jeden neu zusammen; sie lässt sich nicht importieren.",
  "failure.invalid_input": "Ein solches Video kennt YouTube nicht.",
  "failure.not_reachable": "Dieses Video ließ sich nicht abrufen. Du kannst es noch einmal versuchen.",
};
