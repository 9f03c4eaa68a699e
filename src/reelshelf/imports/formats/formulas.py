"""Cells that a spreadsheet must not take for formulas: with an apostrophe in front, which our import takes off again.

A spreadsheet of a country that writes its decimals with a comma cuts our rows at semicolons and at line ends, whatever
is quoted: there, too, may a formula begin.
"""

from __future__ import annotations

import re

_SIGNS = r"=+\-@＝＋－＠"
# Apostrophes that were there before get one more, so that taking one off always restores the cell.
_BEGINNING = rf"\A(?=['\"]*[{_SIGNS}\t\r\n])"
_WITHIN = rf"(?<=[;\t\r\n])(?=['\"]*[{_SIGNS}])"
_LIKE_A_FORMULA = re.compile(f"{_BEGINNING}|{_WITHIN}")
_GUARDED = re.compile(rf"(?:\A'(?=['\"]*[{_SIGNS}\t\r\n])|(?<=[;\t\r\n])'(?=['\"]*[{_SIGNS}]))")


def guarded(cell: str) -> str:
    """What to write for it."""
    return _LIKE_A_FORMULA.sub("'", cell)


def unguarded(cell: str) -> str:
    """What was meant by it."""
    return _GUARDED.sub("", cell)
