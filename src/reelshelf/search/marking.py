"""Showing where a match is: safe HTML with `<mark>` around it, and which cue of a passage it is in."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from reelshelf.search.folding import fold_with_origins

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OPEN, CLOSE = "\ue000", "\ue001"
"""What the database puts around a match; folding leaves none of them in a text."""
SNIPPET_CHARACTERS = 200
LEAD_CHARACTERS = 60
"""What is shown before the first match, at most."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, and for each of its characters whether it is part of a match."""

    text: str
    is_match: list[bool]

    @property
    def first(self) -> int | None:
        return next((at for at, marked in enumerate(self.is_match) if marked), None)


def marked(text: str, headlines: Iterable[str]) -> Marked:
    """`headlines` are the folded text with matches between the marks; all of them count. One that is not the
    text any more counts for nothing.
    """
    composed, folded, origins = fold_with_origins(text)
    is_match = [False] * len(composed)
    for headline in headlines:
        if headline.replace(OPEN, "").replace(CLOSE, "") != folded:
            continue
        at, inside = 0, False
        for character in headline:
            if character in OPEN + CLOSE:
                inside = character == OPEN
                continue
            if inside:
                is_match[origins[at]] = True
            at += 1
    return Marked(composed, is_match)


def snippet(found: Marked, around: int | None = None) -> str:
    """Some two hundred characters about `around`, or about the first match, escaped and marked."""
    centre = around if around is not None else found.first or 0
    start = max(0, centre - LEAD_CHARACTERS)
    if start:
        # Not from the middle of a word.
        blank = found.text.find(" ", start, centre)
        start = blank + 1 if blank >= 0 else start
    end = min(len(found.text), start + SNIPPET_CHARACTERS)
    if end < len(found.text):
        blank = found.text.rfind(" ", centre + 1, end)
        end = blank if blank > centre else end
    runs = groupby(range(start, end), key=lambda at: found.is_match[at])
    shown = "".join(
        _run(found.text[(places := list(run))[0] : places[-1] + 1], mark=mark) for mark, run in runs
    )
    return ("… " if start else "") + shown.strip() + (" …" if end < len(found.text) else "")


def _run(text: str, *, mark: bool) -> str:
    written = escape(text.replace("\n", " "))
    return f"<mark>{written}</mark>" if mark else written


def best_line(found: Marked) -> tuple[int, int]:
    """The line that a match begins on, and where it begins: with its neighbour below it has most of the words
    that were found.
    """
    lines = found.text.split("\n")
    starts = [sum(len(each) + 1 for each in lines[:number]) for number in range(len(lines))]
    words = [_matches(found, start, len(line)) for start, line in zip(starts, lines, strict=True)]
    following: Sequence[set[str]] = [*words[1:], set()]

    def worth(number: int) -> tuple[int, int, int]:
        return (len(words[number] | following[number]) if words[number] else 0, len(words[number]), -number)

    best = max(range(len(lines)), key=worth)
    return best, starts[best]


def _matches(found: Marked, start: int, length: int) -> set[str]:
    runs = groupby(range(start, start + length), key=lambda at: found.is_match[at])
    return {"".join(found.text[at] for at in run).casefold() for is_match, run in runs if is_match}
