"""Workers say that they are alive; readiness counts them."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING
from uuid import uuid4

from redis.exceptions import RedisError

if TYPE_CHECKING:
    from redis.asyncio import Redis

log = logging.getLogger(__name__)

HEARTBEATS = "reelshelf:workers"
"""Sorted set of worker names by the time (Unix seconds) until which each is believed alive."""
BEAT_SECONDS = 5.0
BELIEVED_SECONDS = 20.0


async def beat(redis: Redis) -> None:
    """Until cancelled."""
    name = str(uuid4())
    while True:
        now = time.time()
        try:
            async with redis.pipeline(transaction=False) as pipe:
                pipe.zadd(HEARTBEATS, {name: now + BELIEVED_SECONDS})
                pipe.zremrangebyscore(HEARTBEATS, "-inf", now)
                await pipe.execute()
        except (RedisError, OSError) as problem:
            log.warning("heartbeat not sent: %s", problem)
        await asyncio.sleep(BEAT_SECONDS)


async def alive(redis: Redis) -> int:
    """How many workers are believed alive. Raises RedisError."""
    return int(await redis.zcount(HEARTBEATS, time.time(), "+inf"))
