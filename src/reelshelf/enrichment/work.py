"""One video's way from grey to colour: claim, ask, store, tell."""

from __future__ import annotations

import asyncio
import logging
import random
from typing import TYPE_CHECKING

from reelshelf.enrichment import pipeline
from reelshelf.enrichment.outcomes import GIVEN_UP, Failed, decide
from reelshelf.enrichment.pipeline import Captions, CaptionsOutcome, CaptionsPutOff, NoCaptions
from reelshelf.errors import LeaseLost
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from reelshelf.captions.tracks import CaptionTrack
    from reelshelf.enrichment.claims import Claims
    from reelshelf.enrichment.outcomes import RetryAt
    from reelshelf.enrichment.pipeline import Snapshot
    from reelshelf.enrichment.ports import VideoProvider
    from reelshelf.enrichment.trial import Trial
    from reelshelf.enrichment.writer import Writer

log = logging.getLogger(__name__)

CAPTIONS_SECONDS = 12.0
"""Captions never hold a video for longer; they follow instead."""
SUSPECT_CRASHES = 2
"""From then on it is tried in a process of its own; one that dies there, under the eyes of its worker, is to blame.

Not from the first: whoever kills a worker makes suspects of all that it had in work.
"""
MAX_CRASHES = 20
"""More than bad luck, even if nobody ever lived to see what it does: some machines end a worker with its children.

Far more than a worker that ends again and again for another reason costs a video that is on trial each time.
"""


class Enricher:
    """`count` hears what came of each piece of work, for metrics; `trial` gets the suspects. `speech`: whether
    there is speech recognition.
    """

    def __init__(
        self,
        *,
        claims: Claims,
        writer: Writer,
        provider: VideoProvider,
        languages: Sequence[str],
        speech: bool = False,
        count: Callable[[str], None] = lambda _: None,
        trial: Trial | None = None,
    ) -> None:
        self._count = count
        self._claims = claims
        self._writer = writer
        self._provider = provider
        self._languages = languages
        self._trial = trial
        self._speech = speech

    async def enrich(self, video_id: UUID) -> None:
        """Do all that is left to do for one video; nothing if it is not due or somebody else's."""
        try:
            async with self._claims.claim(video_id) as snapshot:
                if snapshot is not None:
                    await self.advance(snapshot)
        except* LeaseLost:
            self._count("lease_lost")
            log.info("the video is somebody else's now", extra={"video_id": video_id})

    async def advance(self, snapshot: Snapshot) -> None:
        """The same for a video that is claimed. Raises LeaseLost, in a group."""
        try:
            await self._advance(snapshot)
        except* LeaseLost:
            raise
        except* Exception as problems:
            # Handed back as it is, the video would be due again at once, and fail again, for ever.
            log.exception("video failed", exc_info=problems, extra=snapshot.names)
            await self._refused(snapshot, Failure(FailureKind.BUG, repr(problems.exceptions[0])))

    async def _advance(self, snapshot: Snapshot) -> None:
        if snapshot.crashes >= MAX_CRASHES:
            await self._quarantine(snapshot)
        elif snapshot.crashes >= SUSPECT_CRASHES and self._trial is not None:
            await self._try(snapshot, self._trial)
        else:
            await self._work_on(snapshot)

    async def _work_on(self, snapshot: Snapshot) -> None:
        if snapshot.track is not None and snapshot.stage != "created":
            await self._finish(snapshot, snapshot.track)
        else:
            await self._look(snapshot)

    async def _try(self, snapshot: Snapshot, trial: Trial) -> None:
        """Waiting for the trial of another one must not hold a lease: only the one on trial may be suspected."""
        verdict = "busy" if trial.is_busy else await trial.hold(snapshot)
        if verdict == "died":
            await self._quarantine(snapshot)
        elif verdict == "no process":
            # Want of memory perhaps. Nobody is helped if nothing is done.
            await self._work_on(snapshot)
        elif verdict != "survived":
            await self._claims.rest(snapshot, crashes=verdict == "hung")

    async def _look(self, snapshot: Snapshot) -> None:
        try:
            facts = await self._provider.fetch_video(snapshot.youtube_id)
        except UpstreamError as problem:
            await self._refused(snapshot, problem.failure)
            return
        track = pipeline.choose(facts, self._languages)
        # Captions are asked for while the metadata is being stored; each is told in its turn.
        async with asyncio.TaskGroup() as both:
            both.create_task(self._writer.write(pipeline.learned(snapshot, facts, track)))
            captions = both.create_task(self._captions(snapshot, track, known=facts.captions_known))
        outcome = captions.result()
        if isinstance(outcome, NoCaptions):
            outcome = pipeline.without_captions(facts.duration_seconds, speech=self._speech)
        await self._complete(snapshot, outcome)

    async def _finish(self, snapshot: Snapshot, track: CaptionTrack) -> None:
        """Metadata is stored already, by us or by a worker that is gone: only captions are missing."""
        await self._complete(snapshot, await self._captions(snapshot, track))

    async def _complete(self, snapshot: Snapshot, outcome: CaptionsOutcome) -> None:
        await self._writer.write(pipeline.finished(snapshot, outcome, _jitter()))
        if snapshot.stage != "complete":
            self._count("completed")
        if isinstance(outcome, CaptionsPutOff):
            self._count("captions_put_off")

    async def _captions(
        self, snapshot: Snapshot, track: CaptionTrack | None, *, known: bool = True
    ) -> CaptionsOutcome:
        """`known`: that there is no track is certain when there is none."""
        if track is None:
            return (
                NoCaptions() if known else CaptionsPutOff(Failure(FailureKind.CAPTIONS_UNKNOWN, "held back"))
            )
        try:
            async with asyncio.timeout(CAPTIONS_SECONDS):
                return Captions(track, await self._provider.fetch_captions(snapshot.youtube_id, track))
        except UpstreamError as problem:
            log.info("captions put off: %s", problem.failure, extra=snapshot.names)
            return CaptionsPutOff(problem.failure)
        except TimeoutError:
            return CaptionsPutOff(Failure(FailureKind.CAPTIONS_UNKNOWN, "no answer in time"))

    async def _quarantine(self, snapshot: Snapshot) -> None:
        """Whoever works on it dies: not again, or, when it is open and only captions are missing, not soon."""
        log.error("video ends its workers", extra=snapshot.names)
        self._count("quarantined")
        if snapshot.stage == "complete":
            await self._refused(snapshot, Failure(FailureKind.BUG, "ended its worker"))
        else:
            await self._writer.write(pipeline.refused(snapshot, GIVEN_UP))

    async def _refused(self, snapshot: Snapshot, failure: Failure) -> None:
        log.info("refused: %s", failure, extra=snapshot.names)
        if snapshot.stage == "complete":
            await self._complete(snapshot, CaptionsPutOff(failure))
            return
        decision = decide(failure, snapshot.attempts, _jitter())
        await self._writer.write(pipeline.refused(snapshot, decision))
        self._count(_word_for(decision))


def _word_for(decision: RetryAt | Failed) -> str:
    if isinstance(decision, Failed):
        return "unavailable"
    return "attempt_failed" if decision.costs_attempt else "waits"


def _jitter() -> float:
    return random.random()  # noqa: S311 - spreads retries, guards nothing
