"""Hearing one video: fetch its sound, cut it at pauses, send part after part, keep what was heard."""

from __future__ import annotations

import logging
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reelshelf.captions.speech import Heard, Part, joined, language_of, next_span, part_of
from reelshelf.enrichment.speech import parts as stored
from reelshelf.upstreams.failures import WAITING_FOR_BUDGET, Failure, FailureKind, UpstreamError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reelshelf.captions.speech import Span
    from reelshelf.captions.webvtt import Cue
    from reelshelf.enrichment.ports import AudioSource, SoundCutter, SpeechProvider
    from reelshelf.enrichment.speech.budget import Reservation, SpeechBudget
    from reelshelf.enrichment.speech.works import Work
    from reelshelf.kit.db import Database

log = logging.getLogger(__name__)

LONGEST_PART_SECONDS = 600.0
"""Some 9 MB of FLAC, 19 at the very most; what a crash repeats; and what Whisper answers in seconds."""
LEAST_PART_SECONDS = 15.0
"""Splitting ends here."""
LARGEST_PART_BYTES = 24 * 1024 * 1024
"""A file may have 25 MB."""
PATIENCE_SECONDS = 900.0
"""A wait up to this is waited for with the sound at hand; before a longer one it is not even fetched."""
TRIES_IN_PLACE = 4

NOT_HEARD = frozenset(
    {
        FailureKind.RATE_LIMITED,
        FailureKind.QUOTA_EXHAUSTED,
        FailureKind.SPLIT,
        FailureKind.ADMIN_ACTION,
        FailureKind.INVALID_INPUT,
        FailureKind.NETWORK,
    }
)
"""Refused, or never sent: this costs nothing. After any other failure nobody knows."""


@dataclass(frozen=True, slots=True)
class Limits:
    longest_part_seconds: float = LONGEST_PART_SECONDS
    largest_part_bytes: int = LARGEST_PART_BYTES


class Hearing:
    """`folder` is for temporary files; nothing stays in it. `count` hears of every part that is sent."""

    def __init__(
        self,
        *,
        database: Database,
        audio: AudioSource,
        cutter: SoundCutter,
        provider: SpeechProvider,
        budget: SpeechBudget,
        folder: Path,
        limits: Limits = Limits(),
        count: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._database = database
        self._audio = audio
        self._cutter = cutter
        self._provider = provider
        self._budget = budget
        self._folder = folder
        self._limits = limits
        self._count = count

    async def hear(self, work: Work) -> tuple[tuple[Cue, ...], str | None]:
        """All cues and their language. Raises UpstreamError, BudgetSpent, LeaseLost; parts that are done are kept."""
        await self._check_it_is_time(work)
        with _own_folder(self._folder / f"{work.snapshot.video_id}.{work.snapshot.fence}") as folder:
            done = await self._hear_parts(work, folder)
        return joined(done), language_of(done)

    async def _check_it_is_time(self, work: Work) -> None:
        """Before anything is fetched in vain."""
        await self._budget.check(min(work.duration_seconds, self._limits.longest_part_seconds))
        wait = await self._provider.wait_seconds()
        if wait > PATIENCE_SECONDS:
            raise UpstreamError(
                Failure(FailureKind.RATE_LIMITED, "speech recognition is on hold", wait, WAITING_FOR_BUDGET)
            )

    async def _hear_parts(self, work: Work, folder: Path) -> list[Part]:
        done = await stored.load(self._database, work)
        whole = folder / "sound"
        await self._audio.fetch_audio(work.snapshot.youtube_id, whole)
        sound = await self._cutter.listen(whole)
        begin = done[-1].span.end_seconds if done else 0.0
        longest = self._limits.longest_part_seconds
        while (span := next_span(sound, begin, longest)) is not None:
            heard = await self._hear_part(whole, span)
            if heard is None:
                longest = _halved(span)
                continue
            part = part_of(span, heard)
            await stored.store(self._database, work, len(done), part)
            done.append(part)
            begin = span.end_seconds
        return done

    async def _hear_part(self, whole: Path, span: Span) -> Heard | None:
        """None: the part is too large."""
        piece = whole.with_name("part.flac")
        await self._cutter.cut(whole, span, piece)
        try:
            if piece.stat().st_size > self._limits.largest_part_bytes:
                return None
            return await self._send_patiently(piece, span.seconds)
        except UpstreamError as problem:
            if problem.failure.kind is FailureKind.SPLIT:
                return None
            raise
        finally:
            piece.unlink()

    async def _send_patiently(self, piece: Path, seconds: float) -> Heard:
        """A short pause that is asked for is kept here, by the limiter: the sound is at hand."""
        for _ in range(TRIES_IN_PLACE - 1):
            try:
                return await self._send(piece, seconds)
            except UpstreamError as problem:
                if not _is_short_pause(problem.failure):
                    raise
                log.info("speech recognition pauses: %s", problem.failure)
        return await self._send(piece, seconds)

    async def _send(self, piece: Path, seconds: float) -> Heard:
        reserved: list[Reservation] = []

        async def reserve() -> None:
            reserved.append(await self._budget.reserve(seconds))
            self._count("speech_sent")

        try:
            return await self._provider.transcribe(piece, seconds, reserve)
        except UpstreamError as problem:
            if reserved and problem.failure.kind in NOT_HEARD:
                await self._budget.give_back(reserved[0])
            raise


def _is_short_pause(failure: Failure) -> bool:
    """A wait that it names, and a call that was not made because of one that somebody else was told of."""
    wait = failure.retry_after_seconds
    return failure.kind is FailureKind.RATE_LIMITED and wait is not None and wait <= PATIENCE_SECONDS


def _halved(span: Span) -> float:
    if span.seconds / 2 < LEAST_PART_SECONDS:
        raise UpstreamError(Failure(FailureKind.SPLIT, f"{span.seconds:.0f} s of sound are still too much"))
    return span.seconds / 2


@contextmanager
def _own_folder(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
