"""One web address → the video, playlist or channel it shows.

Only ids leave this module, never a part of the address, so that nobody can be sent to fetch a foreign one.
An address with both a video and a playlist is the video: that is what its page plays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, unquote_plus

from reelshelf.imports.hosts import forwarding_parameters, site_of
from reelshelf.imports.ids import leading_channel_id, leading_video_id, name_of_channel

if TYPE_CHECKING:
    from collections.abc import Callable

    from reelshelf.imports.entries import CollectionKind, InvalidCode


@dataclass(frozen=True, slots=True)
class Video:
    youtube_id: str


@dataclass(frozen=True, slots=True)
class Collection:
    kind: CollectionKind
    youtube_id: str


@dataclass(frozen=True, slots=True)
class Refusal:
    code: InvalidCode


Target = Video | Collection | Refusal

ELSEWHERE = Refusal("not_a_video_link")
BAD_ID = Refusal("bad_video_id")

_SCHEME = re.compile(r"(?:h?ttps?:)?/{0,3}", re.IGNORECASE)
_APP_SCHEME = re.compile(r"(?:vnd\.)?youtube:(?://)?", re.IGNORECASE)
_ENCODED_SCHEME = re.compile(r"https?%(?:25)?3a%(?:25)?2f", re.IGNORECASE)
_HOST_END = re.compile(r"[/?#\\]")
_USUAL_PORTS = frozenset({"", "80", "443"})
_MAX_FORWARDS = 3

_PRIVATE_LISTS = re.compile(r"(?:WL|LM|SE|LL[A-Za-z0-9_-]*|HL[A-Za-z0-9_-]*)\Z")
_CURATED_LIST = re.compile(r"RDCLAK5uy_[A-Za-z0-9_-]{6,100}\Z")
_MIX = re.compile(r"(?:RD|UL)[A-Za-z0-9_-]*\Z")
_OPEN_LIST = re.compile(r"(?:PL|UU|FL|OL|EC|PU|TL)[A-Za-z0-9_-]{6,100}\Z")
_LEADING_LIST_ID = re.compile(r"(?:VL)?([A-Za-z0-9_-]{2,110})(?![A-Za-z0-9_-])")
_OLD_LIST_ID = re.compile(r"[0-9A-F]{16}\Z")


class Address(NamedTuple):
    host: str
    segments: tuple[str, ...]
    """The path, cut at slashes and decoded."""
    query: str

    def parameters(self) -> dict[str, str]:
        """Decoded; the first of a name counts. A second `?` is a slip for `&` that is often pasted."""
        return _parameters(self.query.replace("?", "&"))


def read_address(address: str, *, forwards_left: int = _MAX_FORWARDS) -> tuple[Target, ...]:
    """What an address shows: one target, or several videos for `/watch_videos`. Never empty, never raises."""
    if _ENCODED_SCHEME.match(address):
        address = unquote(unquote(address))
    app = _APP_SCHEME.match(address)
    if app:
        return _read_app_address(address[app.end() :])
    parts = _split(address)
    if parts is None:
        return (ELSEWHERE,)
    return _read_site(parts) or _read_forwarded(parts, forwards_left) or (ELSEWHERE,)


def _read_app_address(rest: str) -> tuple[Target, ...]:
    youtube_id = leading_video_id(rest)
    return (
        (Video(youtube_id),) if youtube_id else read_address(rest.removeprefix("youtube:"), forwards_left=0)
    )


def _split(address: str) -> Address | None:
    """None for hosts that play tricks: user-info, unusual ports, anything but plain ASCII."""
    scheme = _SCHEME.match(address)
    rest = address[scheme.end() :] if scheme else address
    end = _HOST_END.search(rest)
    authority, tail = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    host, _, port = authority.lower().partition(":")
    if "@" in authority or port not in _USUAL_PORTS or not host.isascii():
        return None
    return _with_tail(host.removesuffix("."), tail)


def _with_tail(host: str, tail: str) -> Address:
    before_hash, _, fragment = tail.partition("#")
    # The old mobile site kept everything behind the hash: /#/watch?v=…, /watch#!v=….
    if fragment.startswith("/"):
        before_hash = fragment
    elif fragment.lstrip("!").startswith("v="):
        before_hash += "&" if "?" in before_hash else "?"
        before_hash += fragment.lstrip("!")
    if "?" not in before_hash and "%3f" in before_hash.lower():
        before_hash = unquote(before_hash)
    path, _, query = before_hash.partition("?")
    segments = tuple(unquote(part) for part in path.split("/", 6) if part)
    return Address(host, segments, query)


def _parameters(query: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        found.setdefault(name.lower(), unquote_plus(value))
    return found


def _read_site(parts: Address) -> tuple[Target, ...]:
    site = site_of(parts.host)
    if site is None:
        return ()
    found = _read_several(parts) or _read_path(parts, short=site == "short")
    if site != "frontend":
        return found
    return tuple(target for target in found if _is_unmistakable(target))


def _is_unmistakable(target: Target) -> bool:
    """On hosts known only by their name, ids count; names of people could be anything's."""
    return isinstance(target, Video) or (isinstance(target, Collection) and target.youtube_id[0] not in "@cu")


def _read_several(parts: Address) -> tuple[Target, ...]:
    if parts.segments[:1] != ("watch_videos",):
        return ()
    listed = parts.parameters().get("video_ids", "").split(",", 200)
    return tuple(_video(part) for part in listed if part)


def _read_path(parts: Address, *, short: bool) -> tuple[Target, ...]:
    first = parts.segments[0] if parts.segments else ""
    reader = _READERS.get(first.lower())
    if reader is None and first.startswith("@"):
        reader = _read_handle
    if reader is None and short and first:
        return (_video(first),)
    found = (reader or _read_parameters)(parts)
    return (found,) if found else ()


def _video(text: str) -> Target:
    youtube_id = leading_video_id(text)
    return Video(youtube_id) if youtube_id else BAD_ID


def _read_watch(parts: Address) -> Target | None:
    """`/watch?v=ID`, `/watch/ID`, `/watch?list=PL…`."""
    if len(parts.segments) > 1 and "v" not in parts.parameters():
        return _video(parts.segments[1])
    return _read_parameters(parts) or BAD_ID


def _read_parameters(parts: Address) -> Target | None:
    parameters = parts.parameters()
    video = parameters.get("v") or parameters.get("amp;v")
    if video is not None:
        return _video(video)
    named = parameters.get("list") or parameters.get("amp;list")
    return read_list_id(named) if named else None


def _read_segment(parts: Address) -> Target | None:
    """`/shorts/ID` and all its relatives; embedded players of playlists and live streams too."""
    second = parts.segments[1] if len(parts.segments) > 1 else ""
    if second and second not in {"videoseries", "live_stream"}:
        return _video(second)
    channel = leading_channel_id(parts.parameters().get("channel", ""))
    return Collection("channel", channel) if channel else _read_embedded_list(parts)


def _read_embedded_list(parts: Address) -> Target | None:
    parameters = parts.parameters()
    if parameters.get("listtype") == "user_uploads":
        return _named_channel("user/", parameters.get("list", ""))
    return _read_parameters(parts)


def _read_playlist(parts: Address) -> Target | None:
    """`/playlist?list=PL…`, the old `/view_play_list?p=…`, `/p/…`, and `/browse/VLPL…` of YouTube Music."""
    parameters = parts.parameters()
    second = parts.segments[1] if len(parts.segments) > 1 else ""
    if second.startswith("UC"):
        return _read_channel(parts)
    return read_list_id(parameters.get("list") or parameters.get("p") or second)


def read_list_id(text: str) -> Target:
    """The playlist an id stands for, or why it cannot be fetched."""
    found = _LEADING_LIST_ID.match(text)
    list_id = found[1] if found else ""
    if _PRIVATE_LISTS.match(list_id):
        return Refusal("private_playlist")
    if _MIX.match(list_id) and not _CURATED_LIST.match(list_id):
        return Refusal("mix_not_supported")
    if _OLD_LIST_ID.match(list_id):
        return Collection("playlist", "PL" + list_id)
    if _OPEN_LIST.match(list_id) or _CURATED_LIST.match(list_id):
        return Collection("playlist", list_id)
    return ELSEWHERE


def _read_channel(parts: Address) -> Target | None:
    channel = leading_channel_id(parts.segments[1]) if len(parts.segments) > 1 else None
    return Collection("channel", channel) if channel else None


def _read_handle(parts: Address) -> Target | None:
    return _named_channel("@", parts.segments[0][1:])


def _read_old_name(parts: Address) -> Target | None:
    second = parts.segments[1] if len(parts.segments) > 1 else ""
    return _named_channel(parts.segments[0].lower() + "/", second)


def _named_channel(prefix: str, text: str) -> Target | None:
    name = name_of_channel(text)
    return Collection("channel", prefix + name) if name else None


def _read_feed(parts: Address) -> Target | None:
    """`/feeds/videos.xml?channel_id=…`, as feed readers keep it."""
    parameters = parts.parameters()
    channel = leading_channel_id(parameters.get("channel_id", ""))
    if channel:
        return Collection("channel", channel)
    if "playlist_id" in parameters:
        return read_list_id(parameters["playlist_id"])
    return _named_channel("user/", parameters.get("user", ""))


def _read_nothing(_parts: Address) -> None:
    """Pages that only pass on; the `v` beside their target is the page one came from."""


_READERS: dict[str, Callable[[Address], Target | None]] = {
    "watch": _read_watch,
    **dict.fromkeys(
        ("shorts", "live", "embed", "v", "e", "vi", "vi_webp", "an_webp", "sb", "video"), _read_segment
    ),
    **dict.fromkeys(("playlist", "view_play_list", "p", "browse"), _read_playlist),
    "channel": _read_channel,
    "c": _read_old_name,
    "user": _read_old_name,
    "feeds": _read_feed,
    "redirect": _read_nothing,
}


def _read_forwarded(parts: Address, forwards_left: int) -> tuple[Target, ...]:
    """The address inside an address: consent and sign-in pages, share links, search results, chat apps."""
    names = forwarding_parameters(parts.host) if forwards_left else ()
    parameters = _parameters(parts.query)
    for name in names:
        inner = parameters.get(name, "")
        # A value without a slash is a search term or a language, not an address.
        if "/" not in inner:
            continue
        inner = "youtube.com" + inner if re.match(r"/(?!/)", inner) else inner
        return read_address(inner, forwards_left=forwards_left - 1)
    return ()
