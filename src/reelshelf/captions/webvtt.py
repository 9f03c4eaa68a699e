"""Captions as cues, and WebVTT in and out.

A cue list is *clean* when its texts are plain (no markup, no blank lines, never empty), its times are whole
milliseconds, every cue lasts, and starts never go backwards. `cues_from_json3`, `cues_from_vtt` and
`clean_cues` only ever return clean lists; a clean list written as WebVTT and read again is the same list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import orjson

from reelshelf.captions.cuetext import escape_text, plain_text, plain_vtt_text
from reelshelf.captions.rolling import unroll

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Rolling = Literal["json3", "vtt"]
"""Where rolling captions come from; they repeat lines in different ways."""

DEFAULT_CUE_SECONDS = 3.0
"""How long a cue without a length stays, unless the next one comes sooner."""

_TIME = r"(?:([0-9]{2,}):)?([0-5]?[0-9]):([0-5][0-9])[.,]([0-9]{3})"
_TIMING_LINE = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s.*)?")
_INLINE_TIME = re.compile(r"<(?:[0-9]{2,}:)?[0-9]{2}:[0-9]{2}\.[0-9]{3}>")
_BLOCK_BREAK = re.compile(r"\n{2,}")
_LANGUAGE_TAG = re.compile(r"[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption on screen. `text` is plain text, lines separated by newlines."""

    start_seconds: float
    end_seconds: float
    text: str


def cues_from_json3(body: bytes) -> tuple[Cue, ...]:
    """Read YouTube's `fmt=json3`: `{"events": [{"tStartMs", "dDurationMs", "segs": [{"utf8"}], …}]}`.

    Automatic captions roll: each line stays while the next one is spoken. They come back without repeats,
    each ending where the next begins. Raises ValueError when the body is not json3.
    """
    document = orjson.loads(body)
    events = document.get("events", ()) if isinstance(document, dict) else None
    if not isinstance(events, list | tuple):
        raise ValueError("not a json3 document")  # noqa: TRY004 - one error for any body that is not json3
    shown = [cue for event in events if isinstance(event, dict) and (cue := _cue_of_event(event)) is not None]
    rolling = any(isinstance(event, dict) and "aAppend" in event for event in events)
    return clean_cues(shown, rolling="json3" if rolling else None)


def _cue_of_event(event: dict[str, object]) -> Cue | None:
    segments, start = event.get("segs"), event.get("tStartMs", 0)
    if not isinstance(segments, list) or not isinstance(start, int | float):
        return None
    text = "".join(_segment_text(segment) for segment in segments)
    if not text or text.isspace():
        return None
    length = event.get("dDurationMs")
    lasts = length / 1000 if isinstance(length, int | float) and length > 0 else 0.0
    return Cue(start / 1000, start / 1000 + lasts, plain_text(text))


def _segment_text(segment: object) -> str:
    text = segment.get("utf8") if isinstance(segment, dict) else None
    return text if isinstance(text, str) else ""


def cues_from_vtt(document: str) -> tuple[Cue, ...]:
    """Read WebVTT (or SubRip): identifiers, settings, notes, styles and markup are left behind."""
    text = document.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    cues = [cue for block in _BLOCK_BREAK.split(text) if (cue := _cue_of_block(block)) is not None]
    return clean_cues(cues, rolling="vtt" if _INLINE_TIME.search(text) else None)


def _cue_of_block(block: str) -> Cue | None:
    """A cue's times stand on its first line, or on the second, below an identifier."""
    lines = block.strip("\n").split("\n")
    for number, line in enumerate(lines[:2]):
        if match := _TIMING_LINE.fullmatch(line):
            start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
            return Cue(start, end, plain_vtt_text("\n".join(lines[number + 1 :])))
    return None


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, milliseconds = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) + milliseconds / 1000


def clean_cues(cues: Iterable[Cue], *, rolling: Rolling | None = None) -> tuple[Cue, ...]:
    """Order and complete cues whose texts are plain already; what rolling ones show again is dropped.

    YouTube's WebVTT shows every finished line once more for 10 ms; in its json3 a line that comes again was
    said again.
    """
    ordered = sorted((cue for cue in cues if cue.text), key=lambda cue: cue.start_seconds)
    texts = [cue.text for cue in ordered]
    if rolling:
        texts = unroll(texts, keep_echoes=rolling == "json3")
    kept = [
        (max(0, round(cue.start_seconds * 1000)), round(cue.end_seconds * 1000), text)
        for cue, text in zip(ordered, texts, strict=True)
        if text
    ]
    ends = _ends(kept, rolling=rolling is not None)
    return tuple(
        Cue(start / 1000, end / 1000, text)
        for (start, _, text), end in zip(kept, ends, strict=True)
        if end > start
    )


def _ends(kept: Sequence[tuple[int, int, str]], *, rolling: bool) -> list[int]:
    """Ends in milliseconds: a missing one is filled in, a rolling one never reaches into the next cue."""
    if not kept:
        return []
    ends = []
    for (start, end, _), (next_start, _, _) in pairwise(kept):
        missing = end <= start
        lasting = start + round(DEFAULT_CUE_SECONDS * 1000) if missing else end
        clipped = (rolling or missing) and next_start > start
        ends.append(min(lasting, next_start) if clipped else lasting)
    last_start, last_end, _ = kept[-1]
    ends.append(last_end if last_end > last_start else last_start + round(DEFAULT_CUE_SECONDS * 1000))
    return ends


def to_webvtt(cues: Iterable[Cue], language: str | None = None) -> str:
    """WebVTT text. Caption text is escaped: it can neither end a cue nor carry markup."""
    header = "WEBVTT\nKind: captions"
    if language and _LANGUAGE_TAG.fullmatch(language):
        header += f"\nLanguage: {language}"
    blocks = [
        f"{timestamp(cue.start_seconds)} --> {timestamp(cue.end_seconds)}\n{escape_text(cue.text)}"
        for cue in cues
    ]
    return "\n\n".join([header, *blocks]) + "\n"


def timestamp(seconds: float) -> str:
    """`HH:MM:SS.mmm`, with more hour digits when needed."""
    milliseconds = max(0, round(seconds * 1000))
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
