"""The backlog lives in PostgreSQL; a small window of it is released to the queue, accounts in turn."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from math import ceil
from typing import TYPE_CHECKING

from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from reelshelf.enrichment.announcer import DOORBELL, ENRICH, PROCESS
from reelshelf.kit import queue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from uuid import UUID

    from redis.asyncio import Redis
    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.kit.db import Database
    from reelshelf.upstreams.gate import Room

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""How often the tables are read when nobody rang."""
FORGOTTEN_SECONDS = 30
"""A release that led to no claim within this time was lost and is made again."""
EMPTY_QUEUE_SECONDS = 5
"""The same when the queue is empty: between leaving it and being claimed lies a moment only, so that what was
released is not in it any more. Redis lost it, or the database was away when it was to be claimed.
"""
RELEASE_LOCK = 0x72656C65
HOLD_SECONDS = 10.0
"""While the upstream is left alone for longer, what is due is put off until then, for everybody to see."""
HOLD_LOOK_SECONDS = 5.0
JUST_RELEASED_SECONDS = 0.25
"""What was released so recently may not have taken its part of the budget yet."""
LEAST_REST_SECONDS = 0.05

_RELEASE = text("""
WITH RECURSIVE account AS (
  (SELECT user_id FROM video_enrichments WHERE due_at IS NOT NULL ORDER BY user_id LIMIT 1)
  UNION ALL
  SELECT (SELECT e.user_id FROM video_enrichments e
          WHERE e.due_at IS NOT NULL AND e.user_id > account.user_id ORDER BY e.user_id LIMIT 1)
  FROM account WHERE account.user_id IS NOT NULL
), due AS (
  SELECT mine.video_id, mine.priority,
         row_number() OVER (PARTITION BY account.user_id ORDER BY mine.priority, mine.due_at, mine.video_id) AS turn
  FROM account CROSS JOIN LATERAL (
    SELECT e.video_id, e.priority, e.due_at FROM video_enrichments e
    WHERE e.user_id = account.user_id AND e.due_at <= now()
      AND (e.released_at IS NULL OR e.released_at < now() - make_interval(secs => :forgotten))
      AND (e.lease_until IS NULL OR e.lease_until < now())
    ORDER BY e.priority, e.due_at, e.video_id LIMIT :limit
  ) mine
), chosen AS MATERIALIZED (
  SELECT e.video_id, due.priority, due.turn FROM due JOIN video_enrichments e ON e.video_id = due.video_id
  ORDER BY due.priority, due.turn LIMIT :limit FOR UPDATE OF e SKIP LOCKED
), released AS (
  UPDATE video_enrichments e SET released_at = now() FROM chosen
  WHERE e.video_id = chosen.video_id
  RETURNING e.video_id, chosen.priority, chosen.turn
)
SELECT r.video_id::text AS video_id, v.import_stage = 'complete' AS is_complete
FROM released r JOIN videos v ON v.id = r.video_id ORDER BY r.priority, r.turn
""")


async def release(
    connection: AsyncConnection, limit: int, *, forgotten_seconds: float = FORGOTTEN_SECONDS
) -> dict[str, list[str]]:
    """Mark up to `limit` due videos as released: ids by function, in the order of their turns; again also those
    that were released longer ago than `forgotten_seconds` and claimed by nobody.

    Empty when another worker is at it.
    """
    ours = await connection.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": RELEASE_LOCK})
    chosen: dict[str, list[str]] = {PROCESS: [], ENRICH: []}
    if ours:
        for row in await connection.execute(_RELEASE, {"limit": limit, "forgotten": forgotten_seconds}):
            chosen[ENRICH if row.is_complete else PROCESS].append(row.video_id)
    return chosen


_PUT_OFF = text("""
WITH waiting AS MATERIALIZED (
  -- By rising id, as everywhere.
  SELECT e.video_id FROM video_enrichments e
  WHERE e.due_at <= now() AND (e.lease_until IS NULL OR e.lease_until < now())
  ORDER BY e.video_id FOR UPDATE OF e SKIP LOCKED
)
UPDATE video_enrichments e SET due_at = now() + make_interval(secs => :seconds), released_at = NULL
FROM waiting w JOIN videos v ON v.id = w.video_id WHERE e.video_id = w.video_id
RETURNING v.job_id
""")


async def put_off(connection: AsyncConnection, seconds: float) -> set[UUID]:
    """All that is due and not in work is due in `seconds`; the jobs it belongs to."""
    rows = await connection.execute(_PUT_OFF, {"seconds": seconds})
    return {job_id for job_id in rows.scalars() if job_id is not None}


class Feeder:
    """Keeps the queue's window filled: woken by the doorbell and by every finished video, else each second.

    `budget` says how many videos the upstream would let begin now; no more are released, so that workers need
    not take up what they could only give back. Links put in singly are announced directly, past the feeder.
    `changed` hears of jobs that now wait.
    """

    def __init__(
        self,
        database: Database,
        redis: Redis,
        window: int,
        *,
        budget: Callable[[], Awaitable[Room]],
        changed: Callable[[UUID], None],
    ) -> None:
        self._database = database
        self._redis = redis
        self._window = window
        self._budget = budget
        self._changed = changed
        self._bell = asyncio.Event()
        self._just_released = (0.0, 0)
        """When, by the loop's clock, and how many."""

    def wake(self) -> None:
        self._bell.set()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as both:
            both.create_task(self._listen())
            both.create_task(self._feed_forever())

    async def _feed_forever(self) -> None:
        while True:
            rest = LOOK_SECONDS
            try:
                rest = await self._feed()
            except (SQLAlchemyError, RedisError, OSError) as problem:
                log.warning("backlog not read: %s", problem)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._bell.wait(), rest)
            self._bell.clear()

    async def _feed(self) -> float:
        """Release what there is room for; the seconds after which to look again."""
        waiting = await queue.depth(self._redis)
        if waiting > self._window // 2:
            return LOOK_SECONDS
        room = await self._budget()
        if room.held and room.wait_seconds > HOLD_SECONDS:
            await self._put_off(room.wait_seconds)
            return min(room.wait_seconds, HOLD_LOOK_SECONDS)
        limit = min(self._window, room.calls - self._on_their_way()) - waiting
        if limit > 0:
            await self._release(limit, EMPTY_QUEUE_SECONDS if waiting == 0 else FORGOTTEN_SECONDS)
        return LOOK_SECONDS if room.calls else min(max(room.wait_seconds, LEAST_REST_SECONDS), LOOK_SECONDS)

    async def _release(self, limit: int, forgotten_seconds: float) -> None:
        async with self._database.begin() as connection:
            chosen = await release(connection, limit, forgotten_seconds=forgotten_seconds)
        for function, ids in chosen.items():
            if ids:
                await queue.announce(self._redis, function, ids)
        count = self._on_their_way() + sum(len(ids) for ids in chosen.values())
        self._just_released = (asyncio.get_running_loop().time(), count)

    def _on_their_way(self) -> int:
        at, count = self._just_released
        return count if asyncio.get_running_loop().time() - at < JUST_RELEASED_SECONDS else 0

    async def _put_off(self, seconds: float) -> None:
        async with self._database.begin() as connection:
            jobs = await put_off(connection, ceil(seconds))
        for job_id in jobs:
            self._changed(job_id)

    async def _listen(self) -> None:
        while True:
            try:
                async with self._redis.pubsub() as pubsub:
                    await pubsub.subscribe(DOORBELL)
                    async for _ in pubsub.listen():
                        self.wake()
            except (RedisError, OSError) as problem:
                log.warning("doorbell lost: %s", problem)
            await asyncio.sleep(LOOK_SECONDS)
