"""What is said when: the cues of one track, in whole milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulators.world import dice
from simulators.world.speech import LINES

if TYPE_CHECKING:
    from simulators.world.truth import TrackTruth, Truth

_MARKUP = ("[Music]", "[♪♪♪]", "- Really?\n- Really & truly!", "“3 < 5 > 2”, she said", ">> SPEAKER: hello")


@dataclass(frozen=True, slots=True)
class CueTruth:
    """One line. Automatic lines follow each other without a gap; `line` is its number in `LINES`, or -1."""

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
        text, line = _spoken(video, track, seed, count, state, lines)
        found.append(CueTruth(now, end, text, line))
        now, count = end + gap, count + 1
    return tuple(found)


def _spoken(
    video: Truth, track: TrackTruth, seed: str, count: int, state: int, lines: tuple[str, ...]
) -> tuple[str, int]:
    """What is said in one cue, and its number in `lines` when it is one of them."""
    if count % 12 == 1:
        return own_words(video.youtube_id, count), -1
    if not track.automatic and count % 9 == 4:
        return dice.pick(seed, f"markup {count}", _MARKUP), -1
    line = (state >> 33) % len(lines)
    return lines[line], line


def own_words(youtube_id: str, count: int) -> str:
    """Words that only this video says, so that a search can find exactly it."""
    word = "".join(
        letter for letter in dice.letters(youtube_id, f"word {count}", 24).lower() if letter.isalpha()
    )[:9]
    return f"remember {word} number {count}"
