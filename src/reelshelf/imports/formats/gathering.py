"""Collects what a file holds into one ParsedInput, and stops at the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reelshelf.imports.addresses import ELSEWHERE, Collection, Refusal, Target, Video
from reelshelf.imports.entries import (
    MAX_LINE_CHARACTERS,
    MAX_LINES,
    CollectionEntry,
    EntryDetails,
    InputTooLarge,
    InvalidEntry,
    ParsedInput,
    VideoEntry,
)
from reelshelf.imports.lines import NOT_A_LINK, read_addresses, read_cell
from reelshelf.imports.words import clean_title, excerpt, without_invisible

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_DETAILS = EntryDetails()


class Gathering:
    """Every method that adds raises InputTooLarge after 50,000 entries."""

    def __init__(self, format_name: str, *, source: str | None = None) -> None:
        """`source` names the file inside an archive whose lines are counted."""
        self.parsed = ParsedInput(format_name)
        self._source = source
        self._room = MAX_LINES

    def add_cell(
        self, line: int, text: str, title: str | None = None, details: EntryDetails | None = None
    ) -> None:
        """A string that should be a link or an id; what is neither becomes an invalid entry."""
        if len(text) > MAX_LINE_CHARACTERS:
            self.add_targets(line, text, [Refusal("line_too_long")])
            return
        self.add_targets(line, text, read_cell(without_invisible(text)), title, details)

    def add_links(
        self, line: int, text: str, title: str | None = None, details: EntryDetails | None = None
    ) -> None:
        """A string that may hold links; words and foreign links in it are nobody's mistake."""
        found = [target for target in read_addresses(without_invisible(text)) if target != ELSEWHERE]
        self.add_targets(line, text, found, title, details)

    def add_targets(
        self,
        line: int,
        text: str,
        targets: Iterable[Target],
        title: str | None = None,
        details: EntryDetails | None = None,
    ) -> None:
        for target in targets:
            self._make_room()
            if isinstance(target, Video):
                known = details if details != NO_DETAILS else None
                entry = VideoEntry(line, target.youtube_id, clean_title(title), known)
                self.parsed.videos.append(entry)
            elif isinstance(target, Collection):
                self.parsed.collections.append(CollectionEntry(line, target.kind, target.youtube_id))
            else:
                self._complain(line, text, target)

    def add_nothing(self, line: int, text: str) -> None:
        """A row that should have held a link, and holds none."""
        self._make_room()
        self._complain(line, text, NOT_A_LINK)

    def take_over(self, other: ParsedInput) -> None:
        """Everything another file held."""
        for _ in range(len(other.videos) + len(other.collections) + len(other.invalid)):
            self._make_room()
        self.parsed.videos += other.videos
        self.parsed.collections += other.collections
        self.parsed.invalid += other.invalid

    def _complain(self, line: int, text: str, refusal: Refusal) -> None:
        self.parsed.invalid.append(InvalidEntry(line, excerpt(text), refusal.code, self._source))

    def _make_room(self) -> None:
        if self._room == 0:
            raise InputTooLarge(f"The file holds more than {MAX_LINES:,} entries.")
        self._room -= 1
