"""Bytes of any origin → text, or a plain refusal."""

from __future__ import annotations

import codecs
import re

from reelshelf.imports.entries import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_STARTS = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
)
_SAMPLE_BYTES = 64 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Stray control characters occur in real lists; every two-hundredth character is no text any more.
_TEXT_PER_CONTROL = 200

NOT_TEXT = "This file is not text, and not an export Reelshelf knows."


def decode(content: bytes) -> str:
    """The text of a file in any encoding. Raises UnreadableFile for what is not text."""
    if content.startswith(_BINARY_STARTS):
        raise UnreadableFile(NOT_TEXT)
    text = _decode_marked(content) or _decode_utf16(content) or _decode_unmarked(content)
    if len(_CONTROL.findall(text[:_SAMPLE_BYTES])) * _TEXT_PER_CONTROL > len(text[:_SAMPLE_BYTES]) + 400:
        raise UnreadableFile(NOT_TEXT)
    return text


def _decode_marked(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    return None


def _decode_utf16(content: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of mostly Western text is zero."""
    sample = content[: _SAMPLE_BYTES // 16]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    mostly = len(sample) * 0.3
    if len(sample) < 4 or (even > mostly) == (odd > mostly):  # noqa: PLR2004 - two characters, to tell anything
        return None
    return content.decode("utf-16-le" if odd > mostly else "utf-16-be", errors="replace")


def _decode_unmarked(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_guessed(content)


def _decode_guessed(content: bytes) -> str:
    # A tenth of a second to load, and nearly every file is UTF-8.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(content[:_SAMPLE_BYTES]).best()
    if best is None:
        raise UnreadableFile(NOT_TEXT)
    return content.decode(best.encoding, errors="replace")
