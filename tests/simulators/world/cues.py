"""What is said when: the cues of one track, in whole milliseconds."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from simulators.world import dice
from simulators.world.speech import LINES

if TYPE_CHECKING:
    from simulators.world.truth import TrackTruth, Truth

_MARKUP = ("[Music]", "[♪♪♪]", "- Really?\n- Really & truly!", "“3 < 5 > 2”, she said", ">> SPEAKER: hello")


_SYLLABLES = tuple(a + b for a in "bdfghklmnprstvwz" for b in ("a", "e", "i", "o", "u", "ai", "ou", "y"))


class CueTruth(NamedTuple):
    """One line, a tuple because there are thousands. Automatic ones follow each other without a gap.

    `line` is its number in `LINES`, or -1.
    """

    start_ms: int
    end_ms: int
    text: str
    line: int

    @property
    def start_seconds(self) -> float:
        return self.start_ms / 1000

    @property
    def end_seconds(self) -> float:
        return self.end_ms / 1000


def cues(video: Truth, track: TrackTruth) -> tuple[CueTruth, ...]:
    """All cues of a track, in order. Several videos say the same lines, but each says its own words, too.

    The end of an automatic cue is where the next begins (YouTube's files overlap: that is the rolling).
    """
    seed = f"{video.youtube_id}/{track.language}/{track.automatic}"
    lines = LINES.get(track.language, LINES["en"])
    state = dice.number(seed, "cues")
    limit = video.duration_seconds * 1000
    now, count, found = 200 + state % 900, 0, []
    while now < limit - 1500:
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        length = 2000 + (state >> 40) % 2600
        gap = 0 if track.automatic else (state >> 20) % 700
        end = min(now + length, limit)
        line = (state >> 33) % len(lines)
        special = _special(video, track, seed, count)
        found.append(CueTruth(now, end, special, -1) if special else CueTruth(now, end, lines[line], line))
        now, count = end + gap, count + 1
    return tuple(found)


def _special(video: Truth, track: TrackTruth, seed: str, count: int) -> str:
    """What is said in a cue that says none of the common lines; else empty."""
    if count % 12 == 1:
        return own_words(video.youtube_id, count)
    if count % 9 == 4 and not track.automatic:
        return dice.pick(seed, f"markup {count}", _MARKUP)
    return ""


def own_words(youtube_id: str, count: int) -> str:
    """Words that only this video says, so that a search can find exactly it."""
    bits = ((_first_bits(youtube_id) + count) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    word = "".join([_SYLLABLES[bits >> shift & 127] for shift in (20, 28, 36, 44, 52)])
    return f"remember {word} number {count}"


@lru_cache(maxsize=256)
def _first_bits(youtube_id: str) -> int:
    return dice.number(youtube_id, "own words")
