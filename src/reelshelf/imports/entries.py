"""What a pasted text or an uploaded file comes down to, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from datetime import datetime

CollectionKind = Literal["playlist", "channel"]

InvalidCode = Literal[
    "not_a_link",  # words, but no address and no video id
    "not_a_video_link",  # an address, but not of a video, playlist or channel
    "bad_video_id",  # a YouTube address whose id cannot be one
    "mix_not_supported",  # a mix is made anew for every viewer; it has no list to fetch
    "private_playlist",  # Watch later, Liked videos, History: only their owner sees them
    "line_too_long",
]

MAX_LINES = 50_000
"""Lines of a text, and entries of a file, that are read at most."""
MAX_LINE_CHARACTERS = 20_000
MAX_INVALID_TEXT = 200


class InputTooLarge(Exception):
    """More than is read in one go; the message is a plain sentence that names the limit."""

    code: ClassVar[str] = "too_large"


class UnreadableFile(Exception):
    """The bytes are no text, or no intact file of a known kind; the message is a plain sentence."""

    code: ClassVar[str] = "unreadable_file"


@dataclass(frozen=True, slots=True)
class EntryDetails:
    """What a file knows of a video besides its title. Times are UTC; everything is unverified."""

    channel: str | None = None
    duration_seconds: int | None = None
    published_at: datetime | None = None
    added_at: datetime | None = None
    notes: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VideoEntry:
    """One video asked for. `line` counts from 1; `title` is what the file calls it, if it does."""

    line: int
    youtube_id: str
    title: str | None = None
    details: EntryDetails | None = None


@dataclass(frozen=True, slots=True)
class CollectionEntry:
    """A playlist (`PL…`, `UU…`, …) or a channel to be expanded later.

    A channel is `UC…` or `@handle`, or from old addresses `c/Name` or `user/Name`; each is exactly what
    follows `https://www.youtube.com/` (after `channel/` for `UC…`).
    """

    line: int
    kind: CollectionKind
    youtube_id: str


@dataclass(frozen=True, slots=True)
class InvalidEntry:
    """A line that is no link. `text` is cut to 200 characters; `code` is stable.

    `source` names the file inside an archive that `line` counts in.
    """

    line: int
    text: str
    code: InvalidCode
    source: str | None = None


@dataclass(slots=True)
class ParsedInput:
    """Everything in order of appearance; repeated videos are kept, so that they can be counted."""

    format: str
    videos: list[VideoEntry] = field(default_factory=list)
    collections: list[CollectionEntry] = field(default_factory=list)
    invalid: list[InvalidEntry] = field(default_factory=list)
