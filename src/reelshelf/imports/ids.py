"""What YouTube's ids look like, and telling them from ordinary words."""

from __future__ import annotations

import re

YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}\Z")

# Exactly eleven; `_` or `-` behind it is Markdown or punctuation, `3D` in front is how e-mails write `=`.
_LEADING_VIDEO_ID = re.compile(r"(?:3D)?([A-Za-z0-9_-]{11})[_-]*(?![A-Za-z0-9_-])")
_LEADING_CHANNEL_ID = re.compile(r"(UC[A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])")
_CHANNEL_NAME = re.compile(r"[\w.·-]{1,100}")

# Eleven characters hold 66 bits, an id has 64: the last one carries four.
_LAST_CHARACTERS = frozenset("AEIMQUYcgkosw048")
_WORD = re.compile(r"(?:[A-Z]?[a-z]+(?:[_-][A-Z]?[a-z]*)*|[A-Z]+(?:[_-][A-Z]*)*)\Z")
_DATE = re.compile(r"\d{1,2}-[A-Za-z]{3}-\d{4}\Z")
_RUNS = re.compile(r"[A-Z]+|[a-z]+|[0-9]+|[_-]+")
_MIN_RUNS = 4
_MIN_KINDS = 3


def leading_video_id(text: str) -> str | None:
    """The id a text begins with, whatever follows it: punctuation, `&t=30`, a second question mark."""
    found = _LEADING_VIDEO_ID.match(text)
    return found[1] if found else None


def leading_channel_id(text: str) -> str | None:
    found = _LEADING_CHANNEL_ID.match(text)
    return found[1] if found else None


def name_of_channel(text: str) -> str | None:
    """A handle without its `@`, or a name of the old kind; letters of any script."""
    found = _CHANNEL_NAME.match(text)
    return (found[0].rstrip(".-·") or None) if found else None


def may_stand_in_list(token: str) -> bool:
    """Whether a token among others of its shape is an id: a word only if its last letter allows it."""
    return bool(YOUTUBE_ID.match(token)) and (not is_word(token) or token[-1] in _LAST_CHARACTERS)


def stands_out(token: str) -> bool:
    """Whether a token amid prose is an id beyond reasonable doubt."""
    return bool(YOUTUBE_ID.match(token)) and token[-1] in _LAST_CHARACTERS and looks_random(token)


def is_word(token: str) -> bool:
    return bool(_WORD.match(token))


def looks_random(token: str) -> bool:
    """Capitals, small letters, digits and marks in quick change, as no language writes them."""
    runs = _RUNS.findall(token)
    kinds = {_kind(run) for run in runs}
    mixed = len(kinds) >= _MIN_KINDS or (kinds == {"upper", "lower"} and len(runs) > _MIN_RUNS + 1)
    return len(runs) >= _MIN_RUNS and mixed and not _DATE.match(token)


def _kind(run: str) -> str:
    if run[0] in "_-":
        return "mark"
    if run[0].isdigit():
        return "digit"
    return "upper" if run[0].isupper() else "lower"
