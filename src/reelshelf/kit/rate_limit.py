"""How often something may be done: buckets of tokens in Redis, and in this process while Redis is away."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from redis.exceptions import RedisError

if TYPE_CHECKING:
    from collections.abc import Callable

    from redis.asyncio import Redis

log = logging.getLogger(__name__)

PREFIX = "reelshelf:rate:"
PATIENCE_SECONDS = 0.5
ALONE_SECONDS = 5.0
"""How long Redis is not asked again after it did not answer."""
MAX_BUCKETS = 50_000
ROUNDING_SECONDS = 0.001
_LUA = (Path(__file__).parent / "rate_limit.lua").read_text()


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, and from then on one more every `interval_seconds`."""

    burst: int
    interval_seconds: float


class RateLimiter:
    """Shared by all web servers through Redis. Without it each counts for itself: never not at all."""

    def __init__(self, redis: Redis, clock: Callable[[], float] = time.monotonic) -> None:
        self._redis = redis
        self._script = redis.register_script(_LUA)
        self._clock = clock
        self._own: dict[str, float] = {}
        self._alone_until = 0.0

    async def take(self, bucket: str, rate: Rate, tokens: int = 1) -> float:
        """0 when the tokens were there, else how many seconds it takes until they are. Never raises."""
        if self._clock() >= self._alone_until:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    return float(
                        await self._script([PREFIX + bucket], [rate.interval_seconds, rate.burst, tokens])
                    )
            except (RedisError, OSError) as problem:
                self._be_alone(problem)
        return self._take_here(bucket, rate, tokens)

    async def forget(self, bucket: str) -> None:
        """Fill the bucket. Never raises."""
        self._own.pop(bucket, None)
        if self._clock() >= self._alone_until:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await self._redis.delete(PREFIX + bucket)
            except (RedisError, OSError) as problem:
                self._be_alone(problem)

    def _be_alone(self, problem: Exception) -> None:
        log.warning("each web server counts requests for itself, Redis does not answer: %s", problem)
        self._alone_until = self._clock() + ALONE_SECONDS

    def _take_here(self, bucket: str, rate: Rate, tokens: int) -> float:
        now = self._clock()
        full_at = max(self._own.get(bucket, 0.0), now) + tokens * rate.interval_seconds
        wait = full_at - rate.burst * rate.interval_seconds - now
        if wait > ROUNDING_SECONDS:
            return wait
        if len(self._own) >= MAX_BUCKETS:
            self._own = {each: until for each, until in self._own.items() if until > now}
        if len(self._own) >= MAX_BUCKETS and bucket not in self._own:
            # Somebody invents names: nobody new gets in until there is room.
            return rate.interval_seconds
        self._own[bucket] = full_at
        return 0.0
