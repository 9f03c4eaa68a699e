"""A playlist or a channel's uploads, page by page, as YouTube sends them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from reelshelf.providers.ytdlp import addresses
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reelshelf.providers.ytdlp.session import Info, Session

_NOT_FOUND = 404
PAGE_VIDEOS = 100
"""As many as YouTube sends in one reply."""

_PLACEHOLDERS = frozenset({"[Private video]", "[Deleted video]", "[Unavailable video]"})
_CUT_SHORT = ("incomplete", "unable to download", "http error")


def pages(session: Session, kind: str, youtube_id: str) -> Iterator[dict[str, Any]]:
    """`{"title", "entries": [(youtube_id, title or None), …]}`; a reply is asked for when its page is.

    Raises UpstreamError: for a list that is gone, private or empty, and for one that was cut short.
    """
    info = _extract(session, _address(session, kind, youtube_id))
    _check_complete(session)
    videos = _videos(info.get("entries") or ())
    page = _next_page(session, videos)
    if not page:
        raise UpstreamError(Failure(FailureKind.GONE, "the list is empty", code="collection_empty"))
    while page:
        yield {"title": _title(kind, info), "entries": page}
        page = _next_page(session, videos)


def _address(session: Session, kind: str, youtube_id: str) -> str:
    if kind == "playlist":
        return addresses.playlist_address(youtube_id)
    if not youtube_id.startswith("UC"):
        page = _extract(session, addresses.handle_address(youtube_id))
        youtube_id = str(page.get("channel_id") or "")
        if not youtube_id:
            raise session.failed("the page names no channel")
    return addresses.uploads_address(youtube_id)


def _extract(session: Session, address: str) -> Info:
    try:
        return session.extract(address, "YoutubeTab")
    except UpstreamError as error:
        if session.last_status == _NOT_FOUND and error.failure.kind is FailureKind.TRANSIENT:
            failure = Failure(FailureKind.GONE, error.failure.detail, code="collection_gone")
            raise UpstreamError(failure) from error
        raise


def _next_page(session: Session, videos: Iterator[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    session.begin()
    try:
        page = list(islice(videos, PAGE_VIDEOS))
    except Exception as error:  # Whatever yt-dlp raises is classified here, at the boundary.
        raise session.failed(str(error), error) from error
    _check_complete(session)
    return page


def _check_complete(session: Session) -> None:
    """yt-dlp ends a list early, with no more than a warning, when a reply is refused or has holes."""
    if any(sign in warning.lower() for warning in session.notes.warnings for sign in _CUT_SHORT):
        raise session.failed("the list was cut short")


def _videos(entries: Iterable[Info | None]) -> Iterator[tuple[str, str | None]]:
    for entry in entries:
        youtube_id = (entry or {}).get("id")
        if entry and isinstance(youtube_id, str) and entry.get("ie_key") == "Youtube":
            title = entry.get("title")
            yield youtube_id, None if title in _PLACEHOLDERS else title


def _title(kind: str, info: Info) -> str | None:
    """A channel's uploads are named after the channel, not "Uploads from …"."""
    name = info.get("channel") if kind == "channel" else None
    title = name or info.get("title")
    return title if isinstance(title, str) and title else None
