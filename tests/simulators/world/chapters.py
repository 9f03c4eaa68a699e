"""Chapters: some told by YouTube, some written only in the description, some not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulators.world import dice

ChapterSource = Literal["youtube", "description", "none"]

_TITLES = (
    "Intro", "What you need", "The first attempt", "A closer look", "“It broke”", "Why? & how?",
    "Testen & Messen", "<b>Bold</b> claims", "Result: 3:2", "第二章", "Kapitel „Größe“", "Épilogue",
    "🔥 The fire", "Second half", "Q&A", "Outro",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChapterTruth:
    start_seconds: int
    end_seconds: int
    title: str


def chapter_source(youtube_id: str) -> ChapterSource:
    return dice.pick(youtube_id, "chapters", ("youtube", "youtube", "description", "none", "none"))


def chapters(youtube_id: str, duration_seconds: int) -> tuple[ChapterTruth, ...]:
    """Three to twelve chapters of at least ten seconds, the first at 0, the last up to the end; or none."""
    if chapter_source(youtube_id) == "none" or duration_seconds < 90:
        return ()
    count = min(dice.between(youtube_id, "chapter count", 3, 12), duration_seconds // 20)
    step = duration_seconds // count
    starts = [0] + [
        index * step + dice.between(youtube_id, f"chapter {index}", 0, max(0, step - 11))
        for index in range(1, count)
    ]
    ends = [*starts[1:], duration_seconds]
    offset = dice.number(youtube_id, "chapter titles")
    return tuple(
        ChapterTruth(start, end, _TITLES[(offset + index) % len(_TITLES)])
        for index, (start, end) in enumerate(zip(starts, ends, strict=True))
    )


def timestamp(seconds: int) -> str:
    """`1:02:03`, or `2:03` below an hour, as YouTube writes it."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"


def description_lines(found: tuple[ChapterTruth, ...]) -> list[str]:
    return [f"{timestamp(chapter.start_seconds)} {chapter.title}" for chapter in found]
