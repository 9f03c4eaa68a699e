"""One look at a video: yt-dlp's hundred fields in, the dozen that we keep out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from reelshelf.captions.chapters import chapters_from_description, span_chapters, to_json
from reelshelf.providers.ytdlp.addresses import video_address
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reelshelf.providers.ytdlp.session import Info, Session

ORIGINAL_SUFFIX = "-orig"
_ORIGINAL_AUDIO = 10
"""yt-dlp's `language_preference` of the track a video was made with."""
_NOT_YET = {"is_live": "live_now", "is_upcoming": "live_not_yet"}


_REFUSED_TO_LIGHT_CLIENT = "This video is not available"
"""Said of videos made for kids, and of some that nobody can see."""


def look(session: Session, youtube_id: str) -> dict[str, Any]:
    """The facts of `ports.VideoFacts`, as JSON. Two requests; twice as many for a video made for kids.

    Raises UpstreamError.
    """
    try:
        return _look(session, youtube_id)
    except UpstreamError as error:
        if _REFUSED_TO_LIGHT_CLIENT not in error.failure.detail or not error.failure.kind.is_final:
            raise
        return _look_again(session.embedded(), youtube_id, error)


def _look_again(session: Session, youtube_id: str, before: UpstreamError) -> dict[str, Any]:
    try:
        return _look(session, youtube_id)
    except UpstreamError as error:
        # What the usual client was told is the better reason, unless this time there was no real answer.
        raise (before if error.failure.kind.is_final else error) from None


def _look(session: Session, youtube_id: str) -> dict[str, Any]:
    info = session.extract(video_address(youtube_id), "Youtube")
    if info.get("_type", "video") != "video":
        raise UpstreamError(Failure(FailureKind.NO_ACCESS, "only a trailer can be seen", code="paid_only"))
    _check_is_over(info)
    if not (info.get("title") and info.get("channel") and info.get("duration")):
        missing = [name for name in ("title", "channel", "duration") if not info.get(name)]
        raise session.failed(f"the reply has no {', '.join(missing)}")
    return _facts(youtube_id, info, session.notes.warnings)


def _check_is_over(info: Info) -> None:
    code = _NOT_YET.get(info.get("live_status") or "")
    if code is None:
        return
    begins = info.get("release_timestamp")
    wait = float(begins) - time.time() if begins else 0.0
    raise UpstreamError(Failure(FailureKind.NOT_YET, info["live_status"], wait if wait > 0 else None, code))


def _facts(youtube_id: str, info: Info, warnings: list[str]) -> dict[str, Any]:
    description = info.get("description") or ""
    tracks = [*_tracks(info.get("subtitles") or {}, "manual"), *_original_speech(info)]
    return {
        "youtube_id": youtube_id,
        "title": info["title"],
        "channel": info["channel"],
        "channel_id": info.get("channel_id"),
        "duration_seconds": int(info["duration"]),
        "published": info.get("timestamp") or info.get("upload_date"),
        "description": description,
        "view_count": info.get("view_count"),
        "original_language": _original_language(info, tracks),
        "tracks": tracks,
        "captions_known": not any("missing subtitles" in warning for warning in warnings),
        "chapters": _own_chapters(info, description),
    }


def _tracks(by_language: dict[str, list[Info]], origin: str) -> Iterator[tuple[str, str, str]]:
    """(language, origin, address) of each track, asked for as json3."""
    for name, formats in by_language.items():
        url = next((each["url"] for each in formats if each.get("ext") == "json3"), None)
        if url is None:
            continue
        query = parse_qs(urlsplit(url).query)
        if "tlang" not in query:
            # yt-dlp's own name may carry a track's id: "en-eEY6OEpapPo".
            yield query.get("lang", [name.removesuffix(ORIGINAL_SUFFIX)])[-1], origin, url


def _original_speech(info: Info) -> Iterator[tuple[str, str, str]]:
    """Automatic captions in the language that is spoken; all others are machine translations."""
    automatic: dict[str, list[Info]] = info.get("automatic_captions") or {}
    original = {name: formats for name, formats in automatic.items() if name.endswith(ORIGINAL_SUFFIX)}
    return _tracks(original or automatic, "auto")


def _original_language(info: Info, tracks: list[tuple[str, str, str]]) -> str | None:
    spoken = [language for language, origin, _ in tracks if origin == "auto"]
    if spoken:
        return spoken[0]
    audio = (each for each in info.get("formats") or () if each.get("language_preference") == _ORIGINAL_AUDIO)
    return next((each["language"] for each in audio if each.get("language")), None)


def _own_chapters(info: Info, description: str) -> list[dict[str, Any]]:
    """YouTube's chapters. yt-dlp also gives those it found in the description; those we find ourselves."""
    listed = [
        (float(each["start_time"]), str(each.get("title") or "")) for each in info.get("chapters") or ()
    ]
    if not listed:
        return []
    duration = float(info["duration"])
    own = span_chapters(sorted(listed), duration)
    found = chapters_from_description(description, duration)
    if [each.start_seconds for each in own] == [each.start_seconds for each in found]:
        return []
    return [dict(chapter) for chapter in to_json(own)]
