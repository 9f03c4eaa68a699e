"""Making foreign text safe to read, to keep and to show."""

from __future__ import annotations

import re

from reelshelf.imports.entries import MAX_INVALID_TEXT

# Control characters, direction marks, halves of surrogate pairs: no line or title needs them, PostgreSQL
# refuses some, and others make a text look like what it is not. Tab and line ends stay.
_HARMFUL = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff"
)
# Letters without a body. In a title they join emoji and part Persian letters; in an address they only hide.
_BODILESS = r"\xad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\U000e0000-\U000e007f"

_HARMFUL_CHARACTERS = re.compile(f"[{_HARMFUL}]+")
_INVISIBLE_CHARACTERS = re.compile(f"[{_HARMFUL}{_BODILESS}]+")
_LINE_END = re.compile(r"\r\n?")
_WHITESPACE = re.compile(r"\s+")
_MAX_TITLE = 500


def without_invisible(text: str) -> str:
    """The text without characters that cannot be seen; ends of lines and tabs stay."""
    return _INVISIBLE_CHARACTERS.sub("", text)


def without_harmful(text: str) -> str:
    """The text without control and direction characters; what joins emoji and letters stays."""
    return _HARMFUL_CHARACTERS.sub("", text)


def storable(text: str) -> str:
    """The text without the characters that PostgreSQL refuses: nulls, and halves of surrogate pairs."""
    return text.replace("\0", "").encode(errors="ignore").decode()


def lines_of(text: str) -> list[str]:
    """Lines as an editor counts them: ended by LF, CRLF or CR, and by nothing else."""
    return (_LINE_END.sub("\n", text) if "\r" in text else text).split("\n")


def clean_title(text: str | None) -> str | None:
    """One line of at most 500 characters, or None when nothing is left."""
    if not text:
        return None
    return _WHITESPACE.sub(" ", without_harmful(text)).strip()[:_MAX_TITLE].rstrip() or None


def excerpt(text: str) -> str:
    """What an invalid entry shows of its line."""
    return without_harmful(text[: 2 * MAX_INVALID_TEXT]).strip()[:MAX_INVALID_TEXT]
