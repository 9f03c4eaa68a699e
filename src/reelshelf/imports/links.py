"""Any text → the videos, playlists and channels it names. Pure: nothing is looked up.

An address with both `v=` and `list=` is the video. Repeated videos are kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reelshelf.imports.addresses import Collection, Video
from reelshelf.imports.entries import (
    MAX_LINE_CHARACTERS,
    MAX_LINES,
    CollectionEntry,
    InputTooLarge,
    InvalidEntry,
    ParsedInput,
    VideoEntry,
)
from reelshelf.imports.ids import YOUTUBE_ID
from reelshelf.imports.lines import read_line
from reelshelf.imports.words import excerpt, lines_of, without_invisible

if TYPE_CHECKING:
    from reelshelf.imports.addresses import Target

# Most lines of a long list are exactly this; they need no closer look.
_ORDINARY = re.compile(
    r"[ \t]*(?:https?://)?(?:(?:www\.|m\.)?youtube\.com/watch\?v=|youtu\.be/)"
    r"([A-Za-z0-9_-]{11})(?:[?&][A-Za-z0-9_=&%.-]*)?[ \t]*\Z"
)


def canonical_url(youtube_id: str) -> str:
    """The one address of a video that leaves this program. Raises ValueError for anything but an id."""
    if not YOUTUBE_ID.match(youtube_id):
        raise ValueError(f"not a YouTube id: {youtube_id!r}")
    return f"https://www.youtube.com/watch?v={youtube_id}"


def parse_text(text: str) -> ParsedInput:
    """Everything a text names, line by line. Raises InputTooLarge beyond 50,000 lines, and nothing else."""
    lines = lines_of(text if text.isascii() and "\0" not in text else without_invisible(text))
    if len(lines) > MAX_LINES:
        raise InputTooLarge(f"The text has more than {MAX_LINES:,} lines.")
    parsed = ParsedInput("text")
    ordinary, videos = _ORDINARY.match, parsed.videos
    for number, line in enumerate(lines, 1):
        found = ordinary(line) if len(line) <= MAX_LINE_CHARACTERS else None
        if found:
            videos.append(VideoEntry(number, found[1]))
        elif line:
            _parse_line(parsed, number, line)
    return parsed


def parse_link(text: str) -> VideoEntry | CollectionEntry | InvalidEntry:
    """The first thing a short text names: a link, an id, or a sentence around one. Never raises.

    A video goes before a playlist or channel, and those before a complaint.
    """
    if len(text) > MAX_LINE_CHARACTERS:
        return InvalidEntry(1, excerpt(text), "line_too_long")
    parsed = parse_text(text)
    entries: list[VideoEntry | CollectionEntry | InvalidEntry]
    entries = [*parsed.videos, *parsed.collections, *parsed.invalid]
    return entries[0] if entries else InvalidEntry(1, excerpt(text), "not_a_link")


def _parse_line(parsed: ParsedInput, number: int, line: str) -> None:
    if len(line) > MAX_LINE_CHARACTERS:
        parsed.invalid.append(InvalidEntry(number, excerpt(line), "line_too_long"))
        return
    for target in read_line(line):
        add_target(parsed, number, line, target)


def add_target(parsed: ParsedInput, number: int, text: str, target: Target) -> None:
    if isinstance(target, Video):
        parsed.videos.append(VideoEntry(number, target.youtube_id))
    elif isinstance(target, Collection):
        parsed.collections.append(CollectionEntry(number, target.kind, target.youtube_id))
    else:
        parsed.invalid.append(InvalidEntry(number, excerpt(text), target.code))
