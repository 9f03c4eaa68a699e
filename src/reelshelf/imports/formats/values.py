"""What files say of durations, times and tags, as types. Whatever cannot be read is None, never an error."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})\Z")
_SECONDS = re.compile(r"\d{1,8}(?:\.\d{1,9})?\Z")
_ESCAPED_TAG = re.compile(r"(?:[^,\\]|\\.)+", re.DOTALL)
_MILLISECONDS_FROM = 10**11
_MICROSECONDS_FROM = 10**14


def read_duration(value: object) -> int | None:
    """Seconds from a number, `"754"` or `"12:34"`."""
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    clock = _CLOCK.match(text)
    if clock:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return hours * 3600 + minutes * 60 + seconds
    return int(float(text)) if _SECONDS.match(text) else None


def read_time(value: object) -> datetime | None:
    """UTC from ISO 8601, `2020-01-31 12:00:00 UTC`, or a Unix time in seconds, milli- or microseconds."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_unix(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) > 8:  # noqa: PLR2004 - YYYYMMDD has eight digits
        return _from_unix(int(text[:18]))
    try:
        time = datetime.fromisoformat(text.removesuffix(" UTC"))
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _from_unix(value: float) -> datetime | None:
    divisor = 10**6 if value >= _MICROSECONDS_FROM else 10**3 if value >= _MILLISECONDS_FROM else 1
    try:
        return datetime.fromtimestamp(value / divisor, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def join_tags(tags: tuple[str, ...]) -> str:
    """Tags with commas between, commas and backslashes inside them escaped."""
    return ",".join(tag.replace("\\", "\\\\").replace(",", "\\,") for tag in tags)


def split_tags(text: str) -> tuple[str, ...]:
    """The reverse of `join_tags`; spaces around foreign tags go."""
    parts = (re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in _ESCAPED_TAG.findall(text))
    return tuple(tag for tag in (part.strip() for part in parts) if tag)
