"""The sound of a video, piece by piece into a file: the smallest that speech recognition is content with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from yt_dlp.extractor.youtube import YoutubeIE
from yt_dlp.networking import Request

from reelshelf.providers.ytdlp.addresses import is_media, video_address
from reelshelf.providers.ytdlp.session import Session
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reelshelf.providers.ytdlp.session import Info

PIECE_BYTES = 2 * 1024 * 1024
"""Small enough to come within a call's time over a slow line, and YouTube does not slow such pieces down."""
LARGEST_SOUND_BYTES = 300 * 1024 * 1024
"""Four hours in the quality of music."""
CLEAR_KILOBITS = 32.0
"""Below this, speech gets hard to understand."""

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


class AudioSession(Session):
    """yt-dlp that also asks YouTube's hosts for sound, and reads all formats of a video."""

    video_extractor: type = YoutubeIE

    def may_ask(self, address: str) -> bool:
        return is_media(address) or super().may_ask(address)


def pieces(session: Session, youtube_id: str, target: Path) -> Iterator[dict[str, Any]]:
    """`{"bytes": so many so far}`: after the look at the video (0), and after each piece. `target` is new.

    Raises UpstreamError.
    """
    info = session.extract(video_address(youtube_id), "Youtube")
    address = str(_choose(info.get("formats") or ())["url"])
    yield {"bytes": 0}
    with target.open("xb") as file:
        size, so_far = LARGEST_SOUND_BYTES, 0
        while so_far < size:
            session.begin()
            body, size = _piece(session, address, so_far)
            file.write(body)
            file.flush()
            so_far += len(body)
            yield {"bytes": so_far}


def _choose(formats: Iterable[Info]) -> Info:
    """The language the video was made in first; then the smallest that is clear enough, else the best."""
    usable = [each for each in formats if _is_usable(each)]
    if not usable:
        raise UpstreamError(Failure(FailureKind.CLIENT_OUTDATED, "no sound with an address"))
    first = max(_preference(each) for each in usable)
    spoken = sorted((each for each in usable if _preference(each) == first), key=_kilobits)
    return next((each for each in spoken if _kilobits(each) >= CLEAR_KILOBITS), spoken[-1])


def _is_usable(format_: Info) -> bool:
    sound_only = format_.get("vcodec") == "none" and format_.get("acodec") not in (None, "none")
    return sound_only and not format_.get("has_drm") and is_media(str(format_.get("url") or ""))


def _preference(format_: Info) -> int:
    return int(format_.get("language_preference") or -1)


def _kilobits(format_: Info) -> float:
    return float(format_.get("abr") or format_.get("tbr") or 0.0)


def _piece(session: Session, address: str, begin: int) -> tuple[bytes, int]:
    """The piece, never empty, and the size of the whole."""
    span = f"bytes={begin}-{begin + PIECE_BYTES - 1}"
    try:
        response = session.urlopen(Request(address, headers={"Range": span}))
        with response:
            body: bytes = response.read(PIECE_BYTES + 1)
    except Exception as error:  # Whatever yt-dlp raises is classified here, at the boundary.
        raise session.failed(str(error), error) from error
    told = _RANGE.fullmatch(response.headers.get("Content-Range") or "")
    if told is None or int(told[1]) != begin or int(told[2]) - begin + 1 != len(body):
        raise session.failed(f"not the sound that was asked for: {response.status}, {len(body)} bytes")
    if not is_media(response.url):
        raise session.failed("the sound lies elsewhere")
    size = int(told[3])
    if size > LARGEST_SOUND_BYTES:
        raise UpstreamError(
            Failure(FailureKind.NO_ACCESS, f"{size} bytes of sound", code="too_long_for_speech")
        )
    return body, size
