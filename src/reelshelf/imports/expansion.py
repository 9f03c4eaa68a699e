"""Expanding playlists and channels: page by page onto the shelf, each page one transaction.

A restart reads the collection from its beginning; what is on the list already is not counted twice.
"""

from __future__ import annotations

import asyncio
import logging
import random
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from reelshelf.enrichment.outcomes import Failed, decide
from reelshelf.enrichment.priority import BULK
from reelshelf.errors import LeaseLost, NotFound
from reelshelf.imports import intake, jobs
from reelshelf.imports.entries import VideoEntry
from reelshelf.kit import queue
from reelshelf.upstreams.failures import UpstreamError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from uuid import UUID

    from redis.asyncio import Redis
    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.enrichment.outcomes import RetryAt
    from reelshelf.enrichment.ports import CollectionPage, CollectionProvider
    from reelshelf.kit.db import Database
    from reelshelf.progress.publisher import Publisher

log = logging.getLogger(__name__)

EXPAND = "expand_collection"
LEASE_SECONDS = 30
RENEWAL_SECONDS = 10
FORGOTTEN_SECONDS = 30
LOOK_SECONDS = 1.0

_CLAIM = text(f"""
UPDATE job_collections c SET fence = c.fence + 1, status = 'processing',
  lease_until = now() + interval '{LEASE_SECONDS} seconds'
FROM processing_jobs j
WHERE c.id = :id AND j.id = c.job_id AND c.due_at <= now()
  AND (c.lease_until IS NULL OR c.lease_until < now()) AND j.status = 'running'
RETURNING c.id, c.fence, c.attempts, c.kind, c.youtube_id, c.line, c.found, c.job_id, j.user_id, j.list_id
""")  # noqa: S608 - constants

_RENEW = text(f"""
UPDATE job_collections SET lease_until = now() + interval '{LEASE_SECONDS} seconds'
WHERE id = :id AND fence = :fence AND due_at IS NOT NULL RETURNING id
""")  # noqa: S608 - constants

_RELEASE = text(f"""
UPDATE job_collections SET released_at = now() WHERE id IN (
  SELECT id FROM job_collections WHERE due_at <= now()
    AND (released_at IS NULL OR released_at < now() - interval '{FORGOTTEN_SECONDS} seconds')
    AND (lease_until IS NULL OR lease_until < now())
  ORDER BY due_at LIMIT 4 FOR UPDATE SKIP LOCKED)
RETURNING id::text
""")  # noqa: S608 - constants

_END = text("""
UPDATE job_collections SET status = :status, lease_until = NULL, released_at = NULL,
  due_at = now() + CAST(:delay_seconds AS float8) * interval '1 second', attempts = :attempts
WHERE id = :id AND fence = :fence AND lease_until IS NOT NULL RETURNING id
""")


_HAND_BACK = text("""
UPDATE job_collections SET status = 'pending', lease_until = NULL, released_at = NULL
WHERE id = :id AND fence = :fence AND due_at IS NOT NULL
""")


@dataclass(frozen=True, slots=True)
class Claimed:
    id: UUID
    fence: int
    attempts: int
    kind: Any
    youtube_id: str
    line: int
    found: int
    job_id: UUID
    user_id: UUID
    list_id: UUID


class Expander:
    """`wake` is called when there are new videos to enrich."""

    def __init__(
        self,
        *,
        database: Database,
        publisher: Publisher,
        provider: CollectionProvider,
        wake: Callable[[], None],
        changed: Callable[[UUID], None],
    ) -> None:
        self._database = database
        self._publisher = publisher
        self._provider = provider
        self._wake = wake
        self._changed = changed

    async def expand(self, collection_id: UUID) -> None:
        """Put all its videos on the shelf; nothing if it is not due or somebody else's."""
        async with self._database.read() as connection:
            row = (await connection.execute(_CLAIM, {"id": collection_id})).mappings().one_or_none()
        if row is None:
            return
        claimed = Claimed(**row)
        with suppress(LeaseLost, NotFound):
            async with self._renewed(claimed):
                await self._read_or_hand_back(claimed)
        self._changed(claimed.job_id)

    async def _read_or_hand_back(self, claimed: Claimed) -> None:
        """A worker that stops leaves the collection to the next one at once."""
        try:
            await self._read(claimed)
        except asyncio.CancelledError:
            await asyncio.shield(self._hand_back(claimed))
            raise

    async def _hand_back(self, claimed: Claimed) -> None:
        try:
            async with self._database.read() as connection:
                await connection.execute(_HAND_BACK, {"id": claimed.id, "fence": claimed.fence})
        except (SQLAlchemyError, OSError) as problem:
            log.warning("%s not handed back: %s", claimed.youtube_id, problem, extra=_names(claimed))

    async def _read(self, claimed: Claimed) -> None:
        position = 0
        try:
            async for page in self._provider.fetch_collection(claimed.kind, claimed.youtube_id):
                await self._store(claimed, page, position)
                position += len(page.entries)
                self._wake()
        except UpstreamError as problem:
            await self._refused(claimed, decide(problem.failure, claimed.attempts, random.random()))  # noqa: S311 - spreads retries
            return
        await self._end(claimed, "completed")

    async def _store(self, claimed: Claimed, page: CollectionPage, position: int) -> None:
        """One page, which begins at `position`. What an interrupted reading has counted is only completed."""
        wanted = [VideoEntry(claimed.line, youtube_id, title) for youtube_id, title in page.entries]
        counted = max(0, min(len(wanted), claimed.found - position))
        async with self._database.begin() as connection:
            await self._ensure_ours(connection, claimed)
            missed = await self._add(connection, claimed, wanted[:counted])
            created = await self._add(connection, claimed, wanted[counted:])
            await jobs.add_counts(
                connection,
                claimed.job_id,
                total=missed + len(wanted) - counted,
                created=missed + created,
                duplicates=len(wanted) - counted - created,
            )
            await self._count_found(connection, claimed, page, len(wanted) - counted)
            told = await intake.tell_added(
                connection, claimed.user_id, claimed.list_id, claimed.job_id, missed + created
            )
        await self._publisher.publish(claimed.user_id, told)

    async def _add(self, connection: AsyncConnection, claimed: Claimed, entries: list[VideoEntry]) -> int:
        created = await intake.add_videos(
            connection,
            user_id=claimed.user_id,
            list_id=claimed.list_id,
            job_id=claimed.job_id,
            entries=entries,
            priority=BULK,
        )
        return len(created)

    async def _count_found(
        self, connection: AsyncConnection, claimed: Claimed, page: CollectionPage, count: int
    ) -> None:
        await connection.execute(
            text("""
            UPDATE job_collections SET found = found + :count, title = coalesce(:title, title) WHERE id = :id
            """),
            {"count": count, "title": page.title, "id": claimed.id},
        )
        await connection.execute(
            text("UPDATE processing_jobs SET label = coalesce(label, :title) WHERE id = :id"),
            {"title": page.title, "id": claimed.job_id},
        )

    async def _refused(self, claimed: Claimed, decision: RetryAt | Failed) -> None:
        if isinstance(decision, Failed):
            await self._end(claimed, "failed", failed=decision)
        else:
            spent = claimed.attempts + (1 if decision.costs_attempt else 0)
            await self._end(claimed, "pending", delay_seconds=decision.seconds, attempts=spent)

    async def _end(
        self,
        claimed: Claimed,
        status: str,
        *,
        delay_seconds: float | None = None,
        attempts: int = 0,
        failed: Failed | None = None,
    ) -> None:
        async with self._database.begin() as connection:
            await jobs.lock(connection, claimed.job_id)
            ended = await connection.scalar(
                _END,
                {
                    "id": claimed.id,
                    "fence": claimed.fence,
                    "status": status,
                    "delay_seconds": delay_seconds,
                    "attempts": attempts,
                },
            )
            if ended is None:
                raise LeaseLost(str(claimed.id))
            if failed is not None:
                await self._count_invalid(connection, claimed, failed)
            told = await jobs.tell(connection, claimed.user_id, claimed.job_id)
        await self._publisher.publish(claimed.user_id, told)

    async def _count_invalid(self, connection: AsyncConnection, claimed: Claimed, failed: Failed) -> None:
        line = {"line": claimed.line, "text": claimed.youtube_id, "code": failed.code}
        await connection.execute(
            text("""
            UPDATE processing_jobs SET total = total + 1, invalid = invalid || CAST(:line AS jsonb) WHERE id = :id
            """),
            {"line": orjson.dumps([line]).decode(), "id": claimed.job_id},
        )

    async def _ensure_ours(self, connection: AsyncConnection, claimed: Claimed) -> None:
        """Raises LeaseLost, also once the job is paused or over. Locks list and job as an intake does."""
        await intake.lock_list(connection, claimed.user_id, claimed.list_id)
        await jobs.lock(connection, claimed.job_id)
        ours = await connection.scalar(_RENEW, {"id": claimed.id, "fence": claimed.fence})
        if ours is None:
            raise LeaseLost(str(claimed.id))

    @asynccontextmanager
    async def _renewed(self, claimed: Claimed) -> AsyncIterator[None]:
        renewing = asyncio.create_task(self._renew_forever(claimed))
        try:
            yield
        finally:
            renewing.cancel()

    async def _renew_forever(self, claimed: Claimed) -> None:
        while True:
            await asyncio.sleep(RENEWAL_SECONDS)
            try:
                async with self._database.read() as connection:
                    await connection.execute(_RENEW, {"id": claimed.id, "fence": claimed.fence})
            except (SQLAlchemyError, OSError) as problem:
                log.warning("lease of %s not renewed: %s", claimed.youtube_id, problem, extra=_names(claimed))


def _names(claimed: Claimed) -> dict[str, str]:
    return {"job_id": str(claimed.job_id)}


class ExpansionFeeder:
    """Announces collections that are due: new, put off, or left by a worker that is gone."""

    def __init__(self, database: Database, redis: Redis) -> None:
        self._database = database
        self._redis = redis

    async def run(self) -> None:
        while True:
            try:
                async with self._database.begin() as connection:
                    due = list((await connection.execute(_RELEASE)).scalars())
                if due:
                    await queue.announce(self._redis, EXPAND, due, urgent=True)
            except (SQLAlchemyError, RedisError, OSError) as problem:
                log.warning("playlists not announced: %s", problem)
            await asyncio.sleep(LOOK_SECONDS)
