"""Texts as they are compared: small letters without accents, so that “München” and “munchen” are one word.

What is folded here never reaches a person; `fold_with_origins` leads back to what was written.
"""

from __future__ import annotations

import unicodedata

# Letters of their own that people without them on the keyboard write so.
_SPELT = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ς": "σ",
    "ё": "е",
}  # fmt: skip
_APOSTROPHES = "’‘ʼ`´＇"
# Tags would be left out of a headline, and the marks must mean marks.
_BLANKS = "<>\ue000\ue001"
_ACCENTS = {chr(code) for code in range(0x0300, 0x0370)}
_LATIN_OR_GREEK = ("LATIN", "GREEK")
# Written without spaces: each character is looked for as a word, and neighbours as a phrase.
_UNSPACED = (
    (0x0E00, 0x0E7F),  # Thai
    (0x0E80, 0x0EFF),  # Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),  # Han
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


class _Table(dict[int, str]):
    """For `str.translate`: what each character becomes, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in _BLANKS or unicodedata.category(character) in {"Cc", "Cs"}:
        return "\n" if character == "\n" else " "
    if character in _APOSTROPHES:
        return "'"
    if any(first <= ord(character) <= last for first, last in _UNSPACED):
        return f" {character} "
    small = "".join(_plain(each) for each in unicodedata.normalize("NFKC", character).lower())
    return "".join(_SPELT.get(each, each) for each in small)


def _plain(character: str) -> str:
    """A Latin or Greek letter without its marks; elsewhere marks make other letters."""
    if character in _ACCENTS:
        return ""
    base = unicodedata.normalize("NFD", character)[:1]
    return (
        base if unicodedata.name(base, "").startswith(_LATIN_OR_GREEK) else _SPELT.get(character, character)
    )


_TABLE = _Table()


def fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_TABLE)


def fold_with_origins(text: str) -> tuple[str, str, list[int]]:
    """The text (composed), the same folded, and for each folded character where in the text it comes from."""
    composed = unicodedata.normalize("NFC", text)
    folded: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(composed):
        written = _TABLE[ord(character)]
        folded.append(written)
        origins += [position] * len(written)
    return composed, "".join(folded), origins
