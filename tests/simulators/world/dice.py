"""Chance without chance: every answer follows from an id and the name of what is asked."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def number(seed: str, label: str) -> int:
    """A whole number of 64 bits. New labels never change the answers of old ones."""
    return int.from_bytes(blake2b(f"{seed}/{label}".encode(), digest_size=8).digest(), "big")


def between(seed: str, label: str, low: int, high: int) -> int:
    """A whole number, both ends included."""
    return low + number(seed, label) % (high - low + 1)


def pick(seed: str, label: str, choices: Sequence[T]) -> T:
    return choices[number(seed, label) % len(choices)]


def letters(seed: str, label: str, length: int) -> str:
    """`length` characters (at most 32) of the alphabet that YouTube's ids use."""
    digest = blake2b(f"{seed}/{label}".encode(), digest_size=32).digest()
    return "".join(_ALPHABET[byte & 63] for byte in digest[:length])


def digits_of(value: int, length: int) -> str:
    """A number written in that alphabet, most significant first."""
    text = ""
    for _ in range(length):
        value, rest = divmod(value, 64)
        text = _ALPHABET[rest] + text
    return text


def value_of(text: str) -> int:
    """The inverse of `digits_of`. Raises ValueError for a foreign character."""
    value = 0
    for letter in text:
        value = value * 64 + _ALPHABET.index(letter)
    return value
