"""Speech recognition that keeps to its budgets: the sound from YouTube, and the ears of Groq."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Protocol

from reelshelf.providers.guarded import VIDEO_COST
from reelshelf.upstreams.endpoints import SPEECH_LEAST_COST, SPEECH_UNIT_SECONDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from reelshelf.captions.speech import Heard
    from reelshelf.upstreams.endpoints import Endpoints
    from reelshelf.upstreams.guard import Guard
    from reelshelf.upstreams.store import Endpoint

PIECE_COST = 1.0
PIECE_PATIENCE_SECONDS = 120.0
"""A download that has begun waits in place: begun anew, it would pay for all its pieces again."""

SPEECH_PATIENCE_SECONDS = 900.0
"""A part waits for its turn in place: put off, its sound would have to be fetched again."""


class AudioPieces(Protocol):
    """Gives the bytes fetched so far, after the look at the video (0) and after each piece."""

    def fetch_audio(self, youtube_id: str, target: Path) -> AsyncIterator[int]: ...


class Ears(Protocol):
    async def transcribe(self, sound: Path) -> Heard: ...


class GuardedAudio:
    """An `AudioSource` that pays for the look at the video, and for each piece."""

    def __init__(self, provider: AudioPieces, guard: Guard, endpoints: Endpoints) -> None:
        self._provider = provider
        self._guard = guard
        self._endpoints = endpoints

    async def fetch_audio(self, youtube_id: str, target: Path) -> None:
        pieces = self._provider.fetch_audio(youtube_id, target)
        try:
            so_far = await self._guard.call(self._endpoints.player, VIDEO_COST, lambda: anext(pieces, None))
            while so_far is not None:
                so_far = await self._guard.call(
                    self._endpoints.media,
                    PIECE_COST,
                    lambda: anext(pieces, None),
                    patience_seconds=PIECE_PATIENCE_SECONDS,
                )
        finally:
            if isinstance(pieces, AsyncGenerator):
                await pieces.aclose()


class GuardedSpeech:
    """A `SpeechProvider`."""

    def __init__(self, ears: Ears, guard: Guard, endpoint: Endpoint) -> None:
        self._ears = ears
        self._guard = guard
        self._endpoint = endpoint

    async def transcribe(self, sound: Path, seconds: float, sending: Callable[[], Awaitable[None]]) -> Heard:
        async def send() -> Heard:
            await sending()
            return await self._ears.transcribe(sound)

        return await self._guard.call(
            self._endpoint,
            max(seconds / SPEECH_UNIT_SECONDS, SPEECH_LEAST_COST),
            send,
            patience_seconds=SPEECH_PATIENCE_SECONDS,
        )

    async def wait_seconds(self) -> float:
        room = await self._guard.room(self._endpoint, SPEECH_LEAST_COST)
        return 0.0 if room.calls else room.wait_seconds
