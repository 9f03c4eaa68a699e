"""Hours in moments: budgets and what is due go by a clock that jumps."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from conftest import run_statement
from reelshelf.upstreams.store import RedisStore
from running import LOOK_SECONDS, PATIENCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from redis.asyncio import Redis

    from reelshelf.upstreams.gate import Gate
    from reelshelf.upstreams.store import Endpoint

WAITS_SECONDS = 5.0
"""Only a longer wait is told to a person."""


@dataclass
class Ahead:
    """The wall clock, some hours later; what is due in the tables comes closer as much.

    Jump only while nobody works: what is written meanwhile with the time of before comes no closer.
    """

    database_url: str
    seconds: float = 0.0
    _store: RedisStore | None = None

    def __call__(self) -> float:
        return time.time() + self.seconds

    def limits(self, redis: Redis) -> RedisStore:
        """What a worker is given as its limits."""
        self._store = RedisStore(redis, clock=self)
        return self._store

    async def jump(self, seconds: float) -> None:
        self.seconds += seconds
        await run_statement(
            self.database_url,
            f"UPDATE video_enrichments SET due_at = due_at - make_interval(secs => {seconds})",  # noqa: S608 - a number
        )

    async def gate(self, endpoint: Endpoint) -> Gate:
        assert self._store is not None
        gate, _ = await self._store.look(endpoint)
        return gate

    async def gate_when(self, endpoint: Endpoint, done: Callable[[Gate], bool]) -> Gate:
        """The gate once it is as wished; fails after PATIENCE_SECONDS."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            # Redis tells nobody of a change of it.
            while not done(gate := await self.gate(endpoint)):  # noqa: ASYNC110
                await asyncio.sleep(LOOK_SECONDS)
        return gate


def waits_seconds(job: dict[str, Any]) -> float:
    """How long an import is told to rest; 0 when it is not."""
    if job["resumes_at"] is None:
        return 0.0
    return (datetime.fromisoformat(job["resumes_at"]) - datetime.now(UTC)).total_seconds()
