"""What hears videos that have no captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reelshelf.enrichment.speech.budget import SpeechBudget
from reelshelf.enrichment.speech.hearing import Hearing
from reelshelf.kit.scratch import scratch_folder
from reelshelf.providers.ffmpeg import Ffmpeg, find_ffmpeg
from reelshelf.providers.groq import GroqSpeech
from reelshelf.providers.guarded_speech import GuardedAudio, GuardedSpeech
from reelshelf.wiring.stores import endpoints_of

if TYPE_CHECKING:
    from contextlib import AsyncExitStack

    from reelshelf.kit.tally import Tally
    from reelshelf.providers.ytdlp.extractor import Extractor
    from reelshelf.settings import Settings
    from reelshelf.upstreams.guard import Guard
    from reelshelf.wiring.stores import Stores


def hearing_of(
    settings: Settings,
    stores: Stores,
    extractor: Extractor,
    guard: Guard,
    tally: Tally,
    closing: AsyncExitStack,
) -> Hearing | None:
    """What hears a video; None without a key or a program for sound. `closing` ends it."""
    ffmpeg = find_ffmpeg() if settings.groq_api_key else None
    if ffmpeg is None:
        return None
    endpoints = endpoints_of(settings)
    ears = GroqSpeech(settings)
    closing.push_async_callback(ears.close)
    return Hearing(
        database=stores.database,
        audio=GuardedAudio(extractor, guard, endpoints),
        cutter=Ffmpeg(ffmpeg),
        provider=GuardedSpeech(ears, guard, endpoints.groq),
        budget=SpeechBudget(stores.database, settings.speech_audio_seconds_per_day),
        folder=closing.enter_context(scratch_folder(settings.data_dir / "tmp", "speech")),
        count=tally.count,
    )
