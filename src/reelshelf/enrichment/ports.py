"""What enrichment asks of the outside, and nothing about who answers.

Durations and positions are seconds; languages are BCP 47 tags as YouTube gives them; times are UTC.
Every method raises `reelshelf.upstreams.failures.UpstreamError` and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from reelshelf.captions.chapters import Chapter
    from reelshelf.captions.speech import Heard, Sound, Span
    from reelshelf.captions.tracks import CaptionTrack
    from reelshelf.captions.webvtt import Cue

CollectionKind = Literal["playlist", "channel"]


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """All that one look at a video tells. A reply without title, channel or duration never becomes one,
    except that a running live stream has no duration yet (that is a `not_yet` failure, not facts).

    `tracks` empty means certainty: the reply was good and YouTube lists no captions for this video,
    unless `captions_known` is false.
    """

    youtube_id: str
    title: str
    channel: str
    channel_id: str | None
    duration_seconds: int
    published_at: datetime | None
    description: str
    view_count: int | None
    thumbnail_url: str
    original_language: str | None
    tracks: tuple[CaptionTrack, ...]
    chapters: tuple[Chapter, ...]
    """YouTube's own chapters; those in the description are found by `captions.chapters`."""
    captions_known: bool = True
    """False: there may be more tracks than `tracks`, but YouTube would not say (`captions_unknown`)."""


@dataclass(frozen=True, slots=True)
class CollectionPage:
    """Up to 100 videos of a playlist or channel, in its order, with the titles known so far."""

    title: str | None
    entries: tuple[tuple[str, str | None], ...]
    """(youtube_id, title or None)"""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What can be told of a video without looking at it by itself. None: not known, or not yet true."""

    youtube_id: str
    title: str
    channel: str | None
    channel_id: str | None = None
    duration_seconds: int | None = None
    published_at: datetime | None = None
    description: str | None = None
    view_count: int | None = None

    @property
    def is_complete(self) -> bool:
        """Enough for the stage `metadata`."""
        return bool(self.title and self.channel and self.duration_seconds)


class MetadataProvider(Protocol):
    """Says what videos are called, `most_at_once` of them in one call."""

    @property
    def most_at_once(self) -> int: ...

    async def fetch_metadata(self, youtube_ids: Sequence[str]) -> Mapping[str, Metadata | None]:
        """A value for each of `youtube_ids`; None is no verdict, only that this provider does not know it."""
        ...


class MetadataSource(Protocol):
    """A `MetadataProvider` that knows when it may be asked."""

    async def room(self) -> int:
        """Of how many videos to ask now; 0: not now, or not this one."""
        ...

    async def fetch_metadata(self, youtube_ids: Sequence[str]) -> Mapping[str, Metadata | None]:
        """As the provider; those whose turn did not come are left out."""
        ...


class VideoProvider(Protocol):
    async def fetch_video(self, youtube_id: str) -> VideoFacts: ...

    async def fetch_captions(self, youtube_id: str, track: CaptionTrack) -> tuple[Cue, ...]:
        """The cues of one track, clean and monotonic; never empty (an empty reply is `captions_unknown`)."""
        ...


class CollectionProvider(Protocol):
    def fetch_collection(self, kind: CollectionKind, youtube_id: str) -> AsyncIterator[CollectionPage]:
        """Page by page. `youtube_id`: a playlist id (`PL…`, `UU…`), a channel id (`UC…`) or an `@handle`."""
        ...


class AudioSource(Protocol):
    async def fetch_audio(self, youtube_id: str, target: Path) -> None:
        """Write a video's sound, in whatever format, to `target`, a new file."""
        ...


class SoundCutter(Protocol):
    async def listen(self, sound: Path) -> Sound: ...

    async def cut(self, sound: Path, span: Span, target: Path) -> None:
        """Write that stretch of the sound to `target`, in a format for speech recognition."""
        ...


class SpeechProvider(Protocol):
    async def transcribe(self, sound: Path, seconds: float, sending: Callable[[], Awaitable[None]]) -> Heard:
        """What is said in a file with `seconds` of sound.

        `sending` is awaited when its turn has come, just before it is sent; what that raises ends the call.
        A failure of kind `network` means that nothing was sent, `split` that the file is too large.
        """
        ...

    async def wait_seconds(self) -> float:
        """In how many seconds it may be asked at all; 0 now."""
        ...
