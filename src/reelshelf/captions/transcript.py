"""Captions as text to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reelshelf.captions.webvtt import Cue

PAUSE_SECONDS = 2.0
"""A silence this long ends a paragraph, if a sentence ends there."""
COMFORTABLE_CHARACTERS = 500
"""A paragraph this long ends with its sentence."""
LONGEST_CHARACTERS = 900
"""Automatic captions have no sentences: a paragraph ends here in any case."""

_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", '."', '!"', '?"', ".”", "!”", "?”", "»", "」")
_SPEAKER_CHANGES = (">>", "- ", "– ", "— ")
_FIRST_WIDE_CHARACTER = "\u2e80"


def to_transcript(cues: Iterable[Cue]) -> str:
    """Readable paragraphs, separated by one blank line; empty without cues."""
    paragraphs: list[str] = []
    paragraph = ""
    last_end = 0.0
    for cue in cues:
        line = " ".join(cue.text.split())
        if paragraph and _begins_anew(paragraph, line, cue.start_seconds - last_end):
            paragraphs.append(paragraph)
            paragraph = ""
        paragraph = _join(paragraph, line)
        last_end = cue.end_seconds
    return "\n\n".join([*paragraphs, paragraph] if paragraph else paragraphs)


def _begins_anew(paragraph: str, line: str, pause_seconds: float) -> bool:
    if line.startswith(_SPEAKER_CHANGES) or len(paragraph) >= LONGEST_CHARACTERS:
        return True
    if not paragraph.endswith(_SENTENCE_ENDS):
        return False
    return pause_seconds >= PAUSE_SECONDS or len(paragraph) >= COMFORTABLE_CHARACTERS


def _join(paragraph: str, line: str) -> str:
    """With a space, except between Chinese, Japanese or Korean full-width characters."""
    if not paragraph or not line:
        return paragraph or line
    wide = paragraph[-1] >= _FIRST_WIDE_CHARACTER and line[0] >= _FIRST_WIDE_CHARACTER
    korean = "\uac00" <= line[0] <= "\ud7a3"
    return paragraph + ("" if wide and not korean else " ") + line
