"""Rolling captions: each screen repeats the line before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def unroll(texts: Sequence[str], *, keep_echoes: bool) -> list[str]:
    """Drop from each text the lines that the one before it already showed; what is left may be empty.

    A line that comes twice, alone both times, was either shown twice or, with `keep_echoes`, said twice.
    """
    fresh: list[str] = []
    shown: list[str] = []
    for text in texts:
        lines = text.split("\n")
        repeated = 0 if keep_echoes and lines == shown else _repeated(shown, lines)
        fresh.append("\n".join(lines[repeated:]))
        shown = lines
    return fresh


def _repeated(shown: Sequence[str], lines: Sequence[str]) -> int:
    """How many leading `lines` are the last ones `shown`."""
    for count in range(min(len(shown), len(lines)), 0, -1):
        if shown[-count:] == lines[:count]:
            return count
    return 0
