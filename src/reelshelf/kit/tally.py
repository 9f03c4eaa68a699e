"""What workers count: added up in Redis, so that whoever is asked for metrics can tell of all of them.

Counts of the last seconds die with a worker, and all of them with Redis: good enough for rates, and for nothing
that must be true.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from typing import TYPE_CHECKING, cast

from redis.exceptions import RedisError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from redis.asyncio import Redis

log = logging.getLogger(__name__)

TALLY = "reelshelf:tally"
"""Hash of names to whole numbers."""
FLUSH_SECONDS = 5.0


class Tally:
    """Counts of one worker; `run` adds them to everybody's."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._counted: Counter[str] = Counter()

    def count(self, name: str) -> None:
        self._counted[name] += 1

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            await self.flush()

    async def flush(self) -> None:
        """Never raises: what could not be added is kept for the next time."""
        counted, self._counted = self._counted, Counter()
        if not counted:
            return
        try:
            async with self._redis.pipeline(transaction=True) as pipe:
                for name, number in counted.items():
                    pipe.hincrby(TALLY, name, number)
                await pipe.execute()
        except (RedisError, OSError) as problem:
            log.debug("not counted yet: %s", problem)
            self._counted.update(counted)


async def read(redis: Redis) -> dict[str, int]:
    """Everybody's counts. Raises RedisError."""
    found = await cast("Awaitable[dict[bytes, bytes]]", redis.hgetall(TALLY))
    return {name.decode(): int(number) for name, number in found.items()}
