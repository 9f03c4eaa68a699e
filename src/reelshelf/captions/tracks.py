"""Which of a video's caption tracks to fetch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

CaptionOrigin = Literal["manual", "auto"]


@dataclass(frozen=True, slots=True)
class CaptionTrack:
    """One caption track. `language` is a BCP 47 tag; `auto` is YouTube's own speech recognition."""

    language: str
    origin: CaptionOrigin
    url: str


def choose_track(
    tracks: Sequence[CaptionTrack], original_language: str | None, preferences: Sequence[str]
) -> CaptionTrack | None:
    """The best track, or None when there is none worth having.

    The video's own language comes first, then `preferences` in order (`en` also matches `en-US`), each
    manual before automatic; then any manual track, then speech recognition in whatever language. Machine
    translations are never chosen: they are throttled hardest and read worst.
    """
    usable = [track for track in tracks if not is_translated(track)]
    wanted = [original_language or spoken_language(usable), *preferences]
    for language in wanted:
        if language and (found := _in_language(usable, language)):
            return found
    return _first(usable, lambda track: track.origin == "manual") or _first(usable, lambda _: True)


def spoken_language(tracks: Iterable[CaptionTrack]) -> str | None:
    """The language speech recognition heard, when it heard just one."""
    heard = {track.language for track in tracks if track.origin == "auto" and not is_translated(track)}
    return heard.pop() if len(heard) == 1 else None


def is_translated(track: CaptionTrack) -> bool:
    """Machine-translated tracks name their target in the address."""
    return "tlang=" in track.url and "tlang" in parse_qs(urlsplit(track.url).query)


def matches(language: str, wanted: str) -> bool:
    """`en` matches `en` and `en-US`; `en-US` also accepts plain `en`. Case does not count."""
    language, wanted = language.lower(), wanted.lower()
    return language == wanted or language.startswith(f"{wanted}-") or wanted.startswith(f"{language}-")


def _in_language(tracks: Sequence[CaptionTrack], wanted: str) -> CaptionTrack | None:
    for origin in ("manual", "auto"):
        same = [track for track in tracks if track.origin == origin and matches(track.language, wanted)]
        if same:
            return _first(same, lambda track: track.language.lower() == wanted.lower()) or same[0]
    return None


def _first(tracks: Iterable[CaptionTrack], condition: Callable[[CaptionTrack], bool]) -> CaptionTrack | None:
    return next((track for track in tracks if condition(track)), None)
