"""The cues of one caption track."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yt_dlp.networking import Request
from yt_dlp.networking.exceptions import HTTPError

from reelshelf.captions.webvtt import cues_from_json3
from reelshelf.providers.ytdlp.addresses import check_caption_address, is_youtube
from reelshelf.providers.ytdlp.session import LARGEST_REPLY_BYTES
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError

if TYPE_CHECKING:
    from reelshelf.captions.webvtt import Cue
    from reelshelf.providers.ytdlp.session import Session

_STALE = frozenset({400, 404, 410})
"""Said of a caption address, these mean only that it no longer works."""


def fetch_cues(session: Session, url: str) -> tuple[Cue, ...]:
    """One request. Never empty. Raises UpstreamError.

    An empty body, a web page and text that is no json3 mean that YouTube would not say, never "no captions".
    """
    check_caption_address(url)
    body = _body(session, url)
    try:
        cues = cues_from_json3(body)
    except ValueError:
        raise _unknown(f"no captions in {len(body)} bytes: {body[:80]!r}") from None
    if not cues:
        raise _unknown("the caption track is empty")
    return cues


def _body(session: Session, url: str) -> bytes:
    try:
        response = session.urlopen(Request(url))
        with response:
            body: bytes = response.read(LARGEST_REPLY_BYTES + 1)
    except Exception as error:  # Whatever yt-dlp raises is classified here, at the boundary.
        if isinstance(error, HTTPError) and error.status in _STALE:
            raise _unknown(str(error)) from error
        raise session.failed(str(error), error) from error
    if len(body) > LARGEST_REPLY_BYTES or not is_youtube(response.url):
        raise _unknown("not a caption reply")
    return body


def _unknown(detail: str) -> UpstreamError:
    return UpstreamError(Failure(FailureKind.CAPTIONS_UNKNOWN, detail))
