"""Workers say that they are alive; readiness counts them. Time is Redis's own: those of the machines may differ."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from redis.exceptions import RedisError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from redis.asyncio import Redis

log = logging.getLogger(__name__)

HEARTBEATS = "reelshelf:workers"
"""Sorted set of worker names by the time (Unix seconds) until which each is believed alive."""
BEAT_SECONDS = 5.0
BELIEVED_SECONDS = 20

_BEAT = f"""
local now = tonumber(redis.call('TIME')[1])
redis.call('ZADD', KEYS[1], now + {BELIEVED_SECONDS}, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
"""
_ALIVE = "return redis.call('ZCOUNT', KEYS[1], redis.call('TIME')[1], '+inf')"


async def beat(redis: Redis) -> None:
    """Until cancelled."""
    name = str(uuid4())
    while True:
        try:
            await cast("Awaitable[None]", redis.eval(_BEAT, 1, HEARTBEATS, name))
        except (RedisError, OSError) as problem:
            log.warning("heartbeat not sent: %s", problem)
        await asyncio.sleep(BEAT_SECONDS)


async def alive(redis: Redis) -> int:
    """How many workers are believed alive. Raises RedisError."""
    return int(await cast("Awaitable[int]", redis.eval(_ALIVE, 1, HEARTBEATS)))
