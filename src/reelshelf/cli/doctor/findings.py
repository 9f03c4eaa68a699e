"""One thing the doctor found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """`note` is worth knowing, but everything works; `advice` says what to do about it."""

    subject: str
    state: Literal["ok", "note", "problem"]
    sentence: str
    advice: str | None = None


def ok(subject: str, sentence: str) -> Finding:
    return Finding(subject, "ok", sentence)


def note(subject: str, sentence: str, advice: str | None = None) -> Finding:
    return Finding(subject, "note", sentence, advice)


def problem(subject: str, sentence: str, advice: str) -> Finding:
    return Finding(subject, "problem", sentence, advice)
