"""Playlists and channels: which videos, in which order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from simulators.world import dice, ids, titles
from simulators.world.troubles import Trouble, trouble_id
from simulators.world.truth import handle

_HANDLE_NUMBER = re.compile(r"@.*?(\d{4})")


@dataclass(frozen=True, slots=True)
class CollectionTruth:
    """A playlist, or the uploads of a channel, newest first."""

    youtube_id: str
    title: str
    channel: str
    channel_id: str
    video_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChannelTruth:
    channel_id: str
    title: str
    handle: str
    uploads_playlist_id: str
    video_ids: tuple[str, ...]


@lru_cache(maxsize=64)
def playlist(youtube_id: str) -> CollectionTruth | None:
    """The truth about `PL…` or `UU…`; None when it does not exist."""
    if youtube_id.startswith("UU"):
        return _uploads(youtube_id)
    read = ids.read_playlist_id(youtube_id)
    if read is None:
        return None
    size, seed, troubled = read
    key = ids.channel_key(2 + seed % 300)
    title = f"{titles.channel_name(key)} – best of “{size}” <{seed}> 🎞️"
    return CollectionTruth(
        youtube_id, title, titles.channel_name(key), ids.channel_id(key), _members(size, seed, troubled)
    )


def channel(name: str) -> ChannelTruth | None:
    """The truth about `UC…` or `@handle`; None when there is no such channel."""
    key = _channel_key(name)
    if key is None:
        return None
    found = ids.channel_id(key)
    uploads = playlist(ids.uploads_playlist_id(found))
    return ChannelTruth(
        found,
        titles.channel_name(key),
        handle(key),
        ids.uploads_playlist_id(found),
        uploads.video_ids if uploads else (),
    )


def channel_with_uploads(count: int) -> ChannelTruth:
    """The channel that has exactly `count` uploads (1 to 4000)."""
    found = channel(ids.channel_id(ids.channel_key(count)))
    if found is None:
        raise ValueError(f"no channel has {count} uploads")
    return found


def _channel_key(name: str) -> str | None:
    if not name.startswith("@"):
        return ids.read_channel_id(name)
    match = _HANDLE_NUMBER.fullmatch(name)
    key = ids.channel_key(int(match[1])) if match else None
    return key if key and handle(key).lower() == name.lower() else None


def _uploads(youtube_id: str) -> CollectionTruth | None:
    key = ids.read_channel_id(youtube_id)
    if key is None:
        return None
    name = titles.channel_name(key)
    members = tuple(ids.upload_id(key, index) for index in range(ids.uploads_of(key)))
    return CollectionTruth(youtube_id, f"Uploads from {name}", name, ids.channel_id(key), members)


def _members(size: int, seed: int, troubled: int) -> tuple[str, ...]:
    found = ids.video_ids(size, seed=seed)
    for number in range(min(troubled, size)):
        kind = dice.pick(f"{seed}", f"trouble {number}", (Trouble.PRIVATE, Trouble.DELETED))
        found[number * size // troubled] = trouble_id(kind, number)
    return tuple(found)
