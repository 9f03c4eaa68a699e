"""Ids that carry what they stand for.

- A video id begins with two characters that name its channel (and count that channel's uploads).
- `zzCODE_nnnn` is a video with a trouble (see `troubles`).
- A playlist id `PLsim…` carries its length; a channel id `UC…` the two characters of its videos.
"""

from __future__ import annotations

import re

from simulators.world import dice

VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
TROUBLED_PREFIX = "zz"
_POPULAR_CHANNELS = 120
_PLAYLIST = re.compile(r"PLsim(\d{6})x(\d{6})x(\d{3})[A-Za-z0-9_-]*")
_CHANNEL = re.compile(r"(?:UC|UU)(.{2})[A-Za-z0-9_-]{20}")


def video_ids(count: int, seed: int = 0) -> list[str]:
    """`count` different valid ids of ordinary videos, from about a hundred channels."""
    found: dict[str, None] = {}
    index = 0
    while len(found) < count:
        found[_ordinary_id(f"{seed}:{index}")] = None
        index += 1
    return list(found)


def _ordinary_id(seed: str) -> str:
    size = 2 + dice.number(seed, "channel") % _POPULAR_CHANNELS * 3
    return channel_key(size) + dice.letters(seed, "id", 9)


def is_video_id(text: str) -> bool:
    return VIDEO_ID.fullmatch(text) is not None


def playlist_id(size: int, seed: int = 0, troubled: int = 0) -> str:
    """A playlist of `size` videos, the first `troubled` of which (spread out) are private or gone."""
    stem = f"PLsim{size:06d}x{seed:06d}x{troubled:03d}"
    return stem + dice.letters(stem, "tail", 34 - len(stem))


def read_playlist_id(text: str) -> tuple[int, int, int] | None:
    """(size, seed, troubled), or None for an id this world does not have."""
    match = _PLAYLIST.fullmatch(text)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def channel_key(uploads: int) -> str:
    """The two characters of the channel that has exactly so many uploads (1 to 4000)."""
    return dice.digits_of(uploads, 2)


def uploads_of(key: str) -> int:
    return max(1, dice.value_of(key))


def channel_id(key: str) -> str:
    return f"UC{key}{dice.letters(key, 'channel', 20)}"


def uploads_playlist_id(channel: str) -> str:
    return "UU" + channel[2:]


def read_channel_id(text: str) -> str | None:
    """The key inside `UC…` or `UU…`, or None when there is no such channel."""
    match = _CHANNEL.fullmatch(text)
    return match[1] if match and channel_id(match[1])[2:] == text[2:] else None


def upload_id(key: str, index: int) -> str:
    return key + dice.letters(f"{key}:{index}", "upload", 9)
