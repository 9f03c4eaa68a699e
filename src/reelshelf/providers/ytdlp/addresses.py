"""Ids in, addresses out. No text from outside reaches yt-dlp in any other way."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_VIDEO_ID = re.compile(r"[0-9A-Za-z_-]{11}")
_PLAYLIST_ID = re.compile(r"(?:PL|UU|LL|FL|OL|RD|EL|UL|TL|PU|AL|EC|SP)[0-9A-Za-z_-]{6,100}")
_CHANNEL_ID = re.compile(r"UC[0-9A-Za-z_-]{22}")
# Handles may be written in any alphabet; "/", "?", "#" and "%" are no part of one.
_HANDLE = re.compile(r"@[\w.·-]{1,64}|(?:c|user)/[\w.·-]{1,100}")
"""With the two older forms, `c/Name` and `user/Name`."""

_HOSTS = ("youtube.com", "youtube-nocookie.com", "youtubei.googleapis.com")
_MEDIA_HOSTS = ("googlevideo.com",)


class BadAddressError(ValueError):
    """An id or address that is none of YouTube's."""


def video_address(youtube_id: str) -> str:
    if not _VIDEO_ID.fullmatch(youtube_id):
        raise BadAddressError(f"not a video id: {youtube_id[:80]!r}")
    return f"https://www.youtube.com/watch?v={youtube_id}"


def playlist_address(playlist_id: str) -> str:
    if not _PLAYLIST_ID.fullmatch(playlist_id):
        raise BadAddressError(f"not a playlist id: {playlist_id[:80]!r}")
    return f"https://www.youtube.com/playlist?list={playlist_id}"


def uploads_address(channel_id: str) -> str:
    """The playlist of all of a channel's uploads."""
    if not _CHANNEL_ID.fullmatch(channel_id):
        raise BadAddressError(f"not a channel id: {channel_id[:80]!r}")
    return playlist_address(f"UU{channel_id[2:]}")


def handle_address(handle: str) -> str:
    """The page that tells the channel id behind an `@handle`, `c/Name` or `user/Name`."""
    if not _HANDLE.fullmatch(handle):
        raise BadAddressError(f"not a channel handle: {handle[:80]!r}")
    return f"https://www.youtube.com/{handle}/videos"


def is_youtube(url: str) -> bool:
    """Whether an address may be asked at all: https, one of YouTube's own hosts, the usual port."""
    return _is_on(_HOSTS, url)


def is_media(url: str) -> bool:
    """Whether it is one of YouTube's hosts for pictures in motion and sound."""
    return _is_on(_MEDIA_HOSTS, url)


def _is_on(hosts: tuple[str, ...], url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    known = any(host == name or host.endswith(f".{name}") for name in hosts)
    return known and parts.scheme == "https" and "@" not in parts.netloc and parts.netloc.lower() == host


def check_caption_address(url: str) -> None:
    """Raises BadAddressError unless `url` is one of YouTube's caption addresses."""
    if not is_youtube(url) or urlsplit(url).path != "/api/timedtext":
        raise BadAddressError(f"not a caption address: {url[:120]!r}")
