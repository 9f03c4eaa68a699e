"""Captions cut into passages: short enough to be one moment, long enough to hold what is looked for together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reelshelf.captions.webvtt import Cue

LONGEST_SECONDS = 30.0
LONGEST_CHARACTERS = 800


@dataclass(frozen=True, slots=True)
class Passage:
    """Some cues in a row, one on each line of `body`; `cue_starts` are whole seconds, one for each line."""

    body: str
    cue_starts: list[int]


def passages_of(cues: Sequence[Cue]) -> list[Passage]:
    """All cues in passages of half a minute at most. Each also has the first cue of the next, so that a phrase
    that crosses over is found.
    """
    groups: list[list[Cue]] = []
    characters = 0
    for cue in cues:
        characters += len(cue.text)
        if (
            not groups
            or cue.end_seconds - groups[-1][0].start_seconds > LONGEST_SECONDS
            or characters > LONGEST_CHARACTERS
        ):
            groups.append([])
            characters = len(cue.text)
        groups[-1].append(cue)
    following = groups[1:]
    return [_passage([*group, *after[:1]]) for group, after in zip_longest(groups, following, fillvalue=())]


def _passage(cues: Sequence[Cue]) -> Passage:
    return Passage(
        "\n".join(" ".join(cue.text.split()) for cue in cues), [int(cue.start_seconds) for cue in cues]
    )
