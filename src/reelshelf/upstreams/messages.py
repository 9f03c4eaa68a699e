"""What a person reads when something cannot be had: a catalogue of codes, in every language of the web app.

Nothing else is ever shown. What an upstream said itself goes to the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reelshelf.kit.language import Language
    from reelshelf.upstreams.failures import Failure

NOT_REACHABLE = "not_reachable"
"""The code of a video that failed too often, or ended its workers."""


class Sentence(NamedTuple):
    """One plain sentence or two, once for each language."""

    en: str
    de: str


_PAUSE = Sentence(
    "Short pause: YouTube asked us to slow down. It continues by itself.",
    "Kurze Pause: YouTube bat um ein langsameres Tempo. Es geht von selbst weiter.",
)
_LATER = Sentence(
    "This did not work just now. It is tried again by itself.",
    "Das hat gerade nicht geklappt. Es wird von selbst noch einmal versucht.",
)
_GONE = Sentence("This video is private or was deleted.", "Dieses Video ist privat oder wurde gelöscht.")

UNAVAILABLE: dict[str, Sentence] = {
    "gone": _GONE,
    "video_private": Sentence("This video is private.", "Dieses Video ist privat."),
    "video_deleted": Sentence("This video was deleted.", "Dieses Video wurde gelöscht."),
    "video_unavailable": _GONE,
    "account_closed": Sentence(
        "The channel of this video no longer exists.", "Den Kanal dieses Videos gibt es nicht mehr."
    ),
    "collection_gone": Sentence(
        "This playlist or channel is private or was deleted.",
        "Diese Playlist oder dieser Kanal ist privat oder wurde gelöscht.",
    ),
    "collection_empty": Sentence(
        "There are no videos in this playlist or channel.",
        "In dieser Playlist oder diesem Kanal sind keine Videos.",
    ),
    "no_access": Sentence(
        "This video cannot be opened by everyone.", "Dieses Video kann nicht jeder öffnen."
    ),
    "age_restricted": Sentence("This video is age-restricted.", "Dieses Video hat eine Altersbeschränkung."),
    "members_only": Sentence(
        "This video is for members of its channel only.",
        "Dieses Video ist nur für Mitglieder seines Kanals.",
    ),
    "paid_only": Sentence("This video has to be paid for.", "Dieses Video muss bezahlt werden."),
    "region_blocked": Sentence(
        "This video is not available in this country.", "Dieses Video ist in diesem Land nicht verfügbar."
    ),
    "login_required": Sentence(
        "This video can only be seen when signed in to YouTube.",
        "Dieses Video ist nur zu sehen, wenn man bei YouTube angemeldet ist.",
    ),
    "drm_protected": Sentence("This video is copy-protected.", "Dieses Video ist kopiergeschützt."),
    "not_embeddable": Sentence(
        "This video is private or may only be watched on YouTube.",
        "Dieses Video ist privat oder darf nur auf YouTube angesehen werden.",
    ),
    "playlist_unviewable": Sentence(
        "YouTube makes this playlist up anew for everyone; it cannot be imported.",
        "Diese Playlist stellt YouTube für jeden neu zusammen; sie lässt sich nicht importieren.",
    ),
    "invalid_input": Sentence(
        "This is not a video that YouTube knows.", "Ein solches Video kennt YouTube nicht."
    ),
    NOT_REACHABLE: Sentence(
        "This video could not be fetched. You can try it again.",
        "Dieses Video ließ sich nicht holen. Du kannst es noch einmal versuchen.",
    ),
}
"""Why a video, playlist or channel cannot be had: what can stand in a video's `error`."""

WAITING: dict[str, Sentence] = {
    # kinds
    "rate_limited": _PAUSE,
    "blocked": _PAUSE,
    "quota_exhausted": Sentence(
        "Today's budget is used up. It continues by itself.",
        "Das Kontingent für heute ist aufgebraucht. Es geht von selbst weiter.",
    ),
    "transient": _LATER,
    "unrecognised": _LATER,
    "network": Sentence(
        "There is no connection to YouTube right now. It is tried again by itself.",
        "Gerade gibt es keine Verbindung zu YouTube. Es wird von selbst noch einmal versucht.",
    ),
    "client_outdated": Sentence(
        "YouTube has changed something. An update of Reelshelf will bring this video.",
        "YouTube hat etwas geändert. Ein Update von Reelshelf bringt dieses Video.",
    ),
    "not_yet": Sentence(
        "This video is not out yet. It is fetched once it is.",
        "Dieses Video ist noch nicht erschienen. Es wird geholt, sobald es da ist.",
    ),
    "no_captions": Sentence("This video has no captions.", "Dieses Video hat keine Untertitel."),
    "other_language": Sentence(
        "This video has captions in other languages only.",
        "Dieses Video hat nur Untertitel in anderen Sprachen.",
    ),
    "captions_unknown": Sentence("Captions follow by themselves.", "Die Untertitel folgen von selbst."),
    "split": _LATER,
    "waiting_for_budget": Sentence(
        "Waiting for its turn. It continues by itself.",
        "Wartet, bis es an der Reihe ist. Es geht von selbst weiter.",
    ),
    "admin_action": Sentence(
        "Something in the settings needs attention. `reelshelf doctor` says what.",
        "In den Einstellungen ist etwas zu tun. `reelshelf doctor` sagt, was.",
    ),
    "bug": Sentence(
        "Something went wrong on our side. It is tried again by itself.",
        "Bei uns ist etwas schiefgegangen. Es wird von selbst noch einmal versucht.",
    ),
    # not yet
    "live_not_yet": Sentence(
        "This video has not begun yet. It is fetched once it is over.",
        "Dieses Video hat noch nicht begonnen. Es wird geholt, sobald es vorbei ist.",
    ),
    "live_now": Sentence(
        "This video is live right now. It is fetched once it is over.",
        "Dieses Video läuft gerade live. Es wird geholt, sobald es vorbei ist.",
    ),
    "still_processing": Sentence(
        "YouTube is still preparing this video. It is fetched once it is ready.",
        "YouTube bereitet dieses Video noch vor. Es wird geholt, sobald es fertig ist.",
    ),
    # settings
    "proxy_refused": Sentence(
        "The proxy refused the connection. `reelshelf doctor` says more.",
        "Der Proxy hat die Verbindung abgelehnt. `reelshelf doctor` sagt mehr dazu.",
    ),
    "certificate_untrusted": Sentence(
        "The connection is not trusted. `reelshelf doctor` says more.",
        "Der Verbindung wird nicht vertraut. `reelshelf doctor` sagt mehr dazu.",
    ),
    "cookies_unreadable": Sentence(
        "The file with YouTube cookies cannot be read. `reelshelf doctor` says more.",
        "Die Datei mit den YouTube-Cookies ist nicht lesbar. `reelshelf doctor` sagt mehr dazu.",
    ),
    "api_key_refused": Sentence(
        "A key in the settings was refused. `reelshelf doctor` says which.",
        "Ein Schlüssel in den Einstellungen wurde abgelehnt. `reelshelf doctor` sagt, welcher.",
    ),
    # speech recognition
    "speech_follows": Sentence(
        "YouTube has no captions for this video. They are made by speech recognition and follow by themselves.",
        "YouTube hat für dieses Video keine Untertitel. Sie entstehen durch Spracherkennung und folgen von selbst.",
    ),
    "speech_budget_spent": Sentence(
        "Today's budget for speech recognition is used up. It continues tomorrow by itself.",
        "Das Kontingent für Spracherkennung ist für heute aufgebraucht. Es geht morgen von selbst weiter.",
    ),
    "nothing_said": Sentence("Nothing is said in this video.", "In diesem Video wird nichts gesagt."),
    "too_long_for_speech": Sentence(
        "This video has no captions, and it is too long for speech recognition.",
        "Dieses Video hat keine Untertitel und ist für Spracherkennung zu lang.",
    ),
    "speech_failed": Sentence(
        "This video has no captions, and speech recognition did not work for it.",
        "Dieses Video hat keine Untertitel, und die Spracherkennung hat bei ihm nicht funktioniert.",
    ),
    "model_unknown": Sentence(
        "The speech model in the settings is unknown. `reelshelf doctor` says more.",
        "Das Sprachmodell in den Einstellungen ist unbekannt. `reelshelf doctor` sagt mehr dazu.",
    ),
}
"""Why something waits, or comes without captions. None of it is an error."""

MESSAGES: dict[str, Sentence] = {**UNAVAILABLE, **WAITING}
_BY_ENGLISH = {sentence.en: sentence for sentence in MESSAGES.values()}


def message_for(failure: Failure) -> str:
    """The English sentence for this failure's code, or for its kind. It is what is stored."""
    return (MESSAGES.get(failure.code) or MESSAGES[failure.kind.value]).en


def message_of(code: str, language: Language = "en") -> str:
    """The sentence for the code of something that cannot be had; one of another version gets a general one."""
    return _in(MESSAGES.get(code, MESSAGES[NOT_REACHABLE]), language)


def translated(stored: str, language: Language) -> str:
    """A stored English sentence of ours in the reader's language; as it is if another version wrote it."""
    sentence = _BY_ENGLISH.get(stored)
    return _in(sentence, language) if sentence else stored


def _in(sentence: Sentence, language: Language) -> str:
    return sentence.de if language == "de" else sentence.en
