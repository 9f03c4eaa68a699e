"""What is to be heard in a video, and when: a tone wherever somebody speaks, silence between.

Speech recognition of the simulated kind hears tones, so whoever cuts the sound wrongly gets wrong times.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from simulators.world.cues import CueTruth, cues
from simulators.world.troubles import Trouble
from simulators.world.truth import TrackTruth

if TYPE_CHECKING:
    from simulators.world.truth import Truth

BREATH_MS = 500
"""Between two utterances nobody speaks for at least so long."""
STEP_MS = 100
"""Sound and silence come in blocks of this length."""


def spoken_track(video: Truth) -> TrackTruth:
    """What speech recognition hears: like an automatic track, whether YouTube has one or not."""
    return TrackTruth(video.original_language, automatic=True)


@lru_cache(maxsize=64)
def utterances(video: Truth) -> tuple[CueTruth, ...]:
    """Everything that is said, each with a pause after it; nothing in a video that is only music."""
    if video.trouble is Trouble.ONLY_MUSIC:
        return ()
    said = cues(video, spoken_track(video))
    return tuple(cue._replace(end_ms=cue.end_ms - BREATH_MS) for cue in said)


def steps(video: Truth) -> bytes:
    """One byte for each block of `STEP_MS`: 1 where somebody speaks."""
    blocks = bytearray(video.duration_seconds * 1000 // STEP_MS)
    for each in utterances(video):
        first, last = round(each.start_ms / STEP_MS), round(each.end_ms / STEP_MS)
        blocks[first:last] = b"\1" * (min(last, len(blocks)) - first)
    return bytes(blocks)
