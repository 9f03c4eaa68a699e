"""Chapters: found in a description, written as WebVTT and JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from reelshelf.captions.cuetext import escape_text
from reelshelf.captions.webvtt import timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

INTRO_TITLE = "Intro"
"""What comes before the first listed chapter, when that does not begin at 0:00."""

_LONGEST_DESCRIPTION = 20_000
_FEWEST_LISTED = 2
_STAMP = r"(?:[0-9]+:)?[0-9]{1,2}:[0-9]{2}"
# What may stand between stamp and title, before a blank. yt-dlp takes all but letters; an emoji is title.
_GAP = r"\b[\s\-‐‑‒–—―:;,.|/~•·●▪►▶»>→=_*+()\[\]{}…]*\s"
# The rules of yt-dlp: the stamp opens the line, or, if no line is so, closes it. A title may stand below its
# stamp.
_STAMP_FIRST = re.compile(rf"^(?P<stamp>{_STAMP}){_GAP}(?P<title>.+?)$", re.MULTILINE)
_STAMP_LAST = re.compile(rf"^(?P<title>.+?){_GAP}(?P<stamp>{_STAMP})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A titled span, in seconds from the start of the video."""

    start_seconds: float
    end_seconds: float
    title: str


class ChapterJson(TypedDict):
    """A chapter as the API and the table `video_enrichments` have it."""

    start_seconds: float
    end_seconds: float
    title: str


def chapters_from_description(description: str, duration_seconds: float) -> tuple[Chapter, ...]:
    """The chapter list in a description: two or more stamped lines within the video, in ascending order."""
    lines = (line.strip() for line in description[:_LONGEST_DESCRIPTION].split("\n"))
    text = "\n".join(line for line in lines if line)
    for pattern in (_STAMP_FIRST, _STAMP_LAST):
        listed = {
            _stamp_seconds(found["stamp"]): found["title"] for found in reversed([*pattern.finditer(text)])
        }
        within = sorted((start, title) for start, title in listed.items() if start < duration_seconds)
        if len(within) >= _FEWEST_LISTED:
            return span_chapters(within, duration_seconds)
    return ()


def _stamp_seconds(stamp: str) -> float:
    seconds = 0
    for part in stamp.split(":"):
        seconds = seconds * 60 + int(part[:9])
    return float(seconds)


def span_chapters(starts: Sequence[tuple[float, str]], duration_seconds: float) -> tuple[Chapter, ...]:
    """Turn ascending (start, title) pairs into chapters without gaps from 0 to the end of the video."""
    if not starts:
        return ()
    points = list(starts) if starts[0][0] <= 0 else [(0.0, INTRO_TITLE), *starts]
    ends = [*(start for start, _ in points[1:]), duration_seconds]
    spans = ((start, end, _title(title)) for (start, title), end in zip(points, ends, strict=True))
    return tuple(Chapter(float(start), float(end), title) for start, end, title in spans if end > start)


def _title(text: str) -> str:
    return " ".join(text.split()) or INTRO_TITLE


def to_chapters_vtt(chapters: Iterable[Chapter]) -> str:
    """WebVTT of kind `chapters`, as `<track kind="chapters">` reads it."""
    blocks = [
        f"{number}\n{timestamp(chapter.start_seconds)} --> {timestamp(chapter.end_seconds)}\n"
        + escape_text(chapter.title)
        for number, chapter in enumerate(chapters, 1)
    ]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def to_json(chapters: Iterable[Chapter]) -> list[ChapterJson]:
    return [
        {"start_seconds": chapter.start_seconds, "end_seconds": chapter.end_seconds, "title": chapter.title}
        for chapter in chapters
    ]


def from_json(rows: Iterable[ChapterJson]) -> tuple[Chapter, ...]:
    return tuple(Chapter(row["start_seconds"], row["end_seconds"], row["title"]) for row in rows)
