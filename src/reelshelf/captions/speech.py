"""What speech recognition heard, as captions: where to cut the sound, what to believe, how to join. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reelshelf.captions.cuetext import plain_text
from reelshelf.captions.webvtt import Cue, clean_cues

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PAUSE_SOUGHT_FROM = 2 / 3
"""Of the longest part: a pause is looked for from here to its end."""
REST_SECONDS = 30.0
"""What is left at the end is not made a part of its own when it is shorter than this and fits in."""

SILENT_PROBABILITY = 0.6
UNSURE_LOG_PROBABILITY = -1.0
REPETITIVE_COMPRESSION = 2.4
"""Whisper's own thresholds: beyond them it takes its own text for an invention.
Source: openai-whisper `transcribe`, parameters `no_speech_threshold`, `logprob_threshold`,
`compression_ratio_threshold`.
"""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the sound, in seconds from its beginning."""

    start_seconds: float
    end_seconds: float

    @property
    def seconds(self) -> float:
        return self.end_seconds - self.start_seconds


@dataclass(frozen=True, slots=True)
class Sound:
    """How long it is, and where nothing is said for a moment, in order."""

    duration_seconds: float
    pauses: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or so as it was heard, in seconds from the beginning of its part, and how sure that is."""

    start_seconds: float
    end_seconds: float
    text: str
    no_speech_probability: float = 0.0
    compression_ratio: float = 1.0
    average_log_probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Heard:
    """All of one part. `language` is a BCP 47 tag; None when nothing tells it."""

    segments: tuple[Segment, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is done: its place in the whole sound, and its cues, timed in the whole sound."""

    span: Span
    cues: tuple[Cue, ...]
    language: str | None = None


def next_span(sound: Sound, begin_seconds: float, longest_seconds: float) -> Span | None:
    """The part that begins there: up to the longest pause in its last third, else as long as may be.

    None at the end of the sound. Nothing else is remembered between two parts, so that work that was
    interrupted goes on wherever it stood.
    """
    rest = sound.duration_seconds - begin_seconds
    if rest <= 0:
        return None
    if rest <= longest_seconds:
        return Span(begin_seconds, sound.duration_seconds)
    latest = begin_seconds + longest_seconds
    earliest = begin_seconds + longest_seconds * PAUSE_SOUGHT_FROM
    if rest - longest_seconds < REST_SECONDS:
        # Nobody understands a last word alone: leave it some company.
        latest = max(earliest, min(latest, sound.duration_seconds - REST_SECONDS))
    within = [
        Span(max(pause.start_seconds, earliest), min(pause.end_seconds, latest))
        for pause in sound.pauses
        if pause.start_seconds < latest and pause.end_seconds > earliest
    ]
    if not within:
        return Span(begin_seconds, latest)
    pause = max(within, key=lambda each: each.seconds)
    return Span(begin_seconds, (pause.start_seconds + pause.end_seconds) / 2)


def is_believable(segment: Segment) -> bool:
    """Over silence and music Whisper invents sentences, or repeats one; it says so in its own figures."""
    silent = segment.no_speech_probability > SILENT_PROBABILITY
    unsure = segment.average_log_probability < UNSURE_LOG_PROBABILITY
    repetitive = segment.compression_ratio > REPETITIVE_COMPRESSION
    return not repetitive and not (silent and unsure)


def part_of(span: Span, heard: Heard) -> Part:
    """The believable segments, shifted to their place in the whole; none reaches beyond its part."""
    cues = [
        Cue(
            span.start_seconds + max(segment.start_seconds, 0.0),
            min(span.start_seconds + segment.end_seconds, span.end_seconds),
            plain_text(segment.text),
        )
        for segment in heard.segments
        if is_believable(segment) and segment.start_seconds < span.seconds
    ]
    return Part(span, clean_cues(cues), heard.language)


def joined(parts: Iterable[Part]) -> tuple[Cue, ...]:
    """The cues of all parts as one clean list in which none reaches into the next."""
    apart: list[Cue] = []
    for cue in clean_cues(cue for part in parts for cue in part.cues):
        if apart and cue.start_seconds == apart[-1].start_seconds:
            before = apart.pop()
            apart.append(replace(before, end_seconds=cue.end_seconds, text=f"{before.text}\n{cue.text}"))
            continue
        if apart:
            end = min(apart[-1].end_seconds, cue.start_seconds)
            apart[-1] = replace(apart[-1], end_seconds=end)
        apart.append(cue)
    return tuple(apart)


def language_of(parts: Sequence[Part]) -> str | None:
    """The language in which most was said."""
    said: Counter[str] = Counter()
    for part in parts:
        if part.language:
            said[part.language] += sum(len(cue.text) for cue in part.cues)
    return said.most_common(1)[0][0] if said else None
