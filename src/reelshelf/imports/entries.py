"""What a pasted text or an uploaded file comes down to, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

CollectionKind = Literal["playlist", "channel"]


@dataclass(frozen=True, slots=True)
class VideoEntry:
    """One video asked for. `line` counts from 1; `title` is what the file calls it, if it does."""

    line: int
    youtube_id: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class CollectionEntry:
    """A playlist (`PL…`, `UU…`, …) or a channel (`UC…` or `@handle`) to be expanded later."""

    line: int
    kind: CollectionKind
    youtube_id: str


@dataclass(frozen=True, slots=True)
class InvalidEntry:
    """A line that is no link. `text` is cut to 200 characters; `code` is stable."""

    line: int
    text: str
    code: str


@dataclass(slots=True)
class ParsedInput:
    """Everything in order of appearance; repeated videos are kept, so that they can be counted."""

    format: str
    videos: list[VideoEntry] = field(default_factory=list)
    collections: list[CollectionEntry] = field(default_factory=list)
    invalid: list[InvalidEntry] = field(default_factory=list)
