"""Takes up what there is to hear, a few videos at a time, apart from all other work."""

from __future__ import annotations

import asyncio
import logging
import random
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from reelshelf.enrichment import pipeline
from reelshelf.enrichment.outcomes import Failed, RetryAt, decide_speech
from reelshelf.enrichment.speech import storing, works
from reelshelf.enrichment.speech.budget import BudgetSpent
from reelshelf.errors import LeaseLost
from reelshelf.kit.db import is_passing
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError
from reelshelf.upstreams.messages import message_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from uuid import UUID

    from reelshelf.enrichment.pipeline import Change
    from reelshelf.enrichment.speech.hearing import Hearing
    from reelshelf.enrichment.speech.works import Work
    from reelshelf.kit.db import Database
    from reelshelf.progress.publisher import Publisher

log = logging.getLogger(__name__)

SLOTS = 2
"""Videos that one worker hears at the same time: it waits most of the time, and everything else goes first."""
LOOK_SECONDS = 1.0
RENEWAL_SECONDS = 15.0
MAX_CRASHES = 5


class SpeechWorker:
    """`changed` hears of jobs that moved on, `count` what came of each work."""

    def __init__(
        self,
        database: Database,
        publisher: Publisher,
        hearing: Hearing,
        *,
        changed: Callable[[UUID], None],
        count: Callable[[str], None] = lambda _: None,
        renewal_seconds: float = RENEWAL_SECONDS,
    ) -> None:
        self._database = database
        self._publisher = publisher
        self._hearing = hearing
        self._changed = changed
        self._count = count
        self._renewal_seconds = renewal_seconds

    async def run(self) -> None:
        """Until cancelled; what is in work then is handed back."""
        async with asyncio.TaskGroup() as slots:
            for _ in range(SLOTS):
                slots.create_task(self._serve())

    async def _serve(self) -> None:
        while True:
            found = False
            try:
                found = await self.hear_one()
            except* (SQLAlchemyError, OSError) as problems:
                log.warning("speech works not read: %s", problems.exceptions[0])
            if not found:
                await asyncio.sleep(LOOK_SECONDS)

    async def hear_one(self) -> bool:
        """Whether there was anything to hear. Raises what the database raises."""
        async with self._database.begin() as connection:
            work = await works.claim(connection)
        if work is None:
            return False
        try:
            async with self._renewed(work):
                await self._settle(work)
        except* LeaseLost:
            log.info("the sound is somebody else's now", extra=work.snapshot.names)
        return True

    async def _settle(self, work: Work) -> None:
        try:
            await self._finish(await self._heard(work))
        except LeaseLost:
            raise
        except BudgetSpent as problem:
            spent = Failure(FailureKind.QUOTA_EXHAUSTED, str(problem), problem.seconds, "speech_budget_spent")
            await self._refused(work, spent)
        except UpstreamError as problem:
            await self._refused(work, problem.failure)
        except Exception as problem:
            if isinstance(problem, SQLAlchemyError | ConnectionError | TimeoutError) and is_passing(problem):
                # The database is away: so nothing can be put off either.
                raise
            # Handed back as it is, it would be due again at once, and fail again, for ever.
            log.exception("speech recognition failed", extra=work.snapshot.names)
            await self._refused(work, Failure(FailureKind.BUG, repr(problem)))

    async def _heard(self, work: Work) -> Change:
        if work.snapshot.crashes >= MAX_CRASHES:
            log.error("sound ended %d workers", work.snapshot.crashes, extra=work.snapshot.names)
            return pipeline.unheard(work.snapshot, message_of("speech_failed"))
        cues, language = await self._hearing.hear(work)
        return pipeline.heard(work.snapshot, cues, language)

    async def _refused(self, work: Work, failure: Failure) -> None:
        log.info("not heard: %s", failure, extra=work.snapshot.names)
        match decide_speech(failure, work.snapshot.attempts, random.random()):  # noqa: S311 - spreads retries
            case RetryAt(seconds, message, costs_attempt):
                async with self._database.begin() as connection:
                    await works.put_off(connection, work, seconds, message, costs_attempt=costs_attempt)
                self._count("speech_put_off")
            case Failed(_, message):
                await self._finish(pipeline.unheard(work.snapshot, message))

    async def _finish(self, change: Change) -> None:
        async with self._database.begin() as connection:
            told = await storing.finish(connection, change)
        await self._publisher.publish(change.snapshot.user_id, told)
        self._count("speech_heard" if change.columns["captions"] == "present" else "speech_nothing")
        if change.snapshot.job_id:
            self._changed(change.snapshot.job_id)

    @asynccontextmanager
    async def _renewed(self, work: Work) -> AsyncIterator[None]:
        """While the block runs the lease is renewed; when it is lost the block is cancelled, as by LeaseLost."""
        try:
            async with asyncio.TaskGroup() as group:
                renewing = group.create_task(self._renew_forever(work))
                yield
                renewing.cancel()
        finally:
            await asyncio.shield(self._hand_back(work))

    async def _renew_forever(self, work: Work) -> None:
        while True:
            await asyncio.sleep(self._renewal_seconds)
            try:
                async with self._database.read() as connection:
                    ours = await works.renew(connection, work)
            except (SQLAlchemyError, OSError) as problem:
                log.warning("lease not renewed: %s", problem, extra=work.snapshot.names)
                continue
            if not ours:
                raise LeaseLost(str(work.snapshot.video_id))

    async def _hand_back(self, work: Work) -> None:
        """Nothing, once it is settled."""
        try:
            async with self._database.read() as connection:
                await works.hand_back(connection, work)
        except (SQLAlchemyError, OSError) as problem:
            # The lease runs out by itself.
            log.warning("speech work not handed back: %s", problem, extra=work.snapshot.names)
