"""Connections to Redis or Valkey: short timeouts, and reconnecting without a word."""

from __future__ import annotations

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff

TIMEOUT_SECONDS = 5


def connect(redis_url: str) -> Redis:
    """A pooled client for `redis://`, `rediss://` or `unix://`; nothing is connected before first use."""
    return Redis.from_url(
        redis_url,
        socket_connect_timeout=TIMEOUT_SECONDS,
        socket_timeout=None,
        retry=Retry(ExponentialBackoff(cap=0.5, base=0.05), retries=2),
        health_check_interval=15,
    )
