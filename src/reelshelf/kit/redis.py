"""Connections to Redis or Valkey: short timeouts, and reconnecting without a word."""

from __future__ import annotations

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff

TIMEOUT_SECONDS = 5
"""For a connection. How long an answer may take says whoever asks, with `asyncio.timeout`: the client's own
`socket_timeout` can swallow a cancellation (it uses `asyncio.wait_for`, which does so before Python 3.12).
"""


def connect(redis_url: str) -> Redis:
    """A pooled client for `redis://`, `rediss://` or `unix://`; nothing is connected before first use."""
    # The kernel finds out about a peer that vanished; a socket on this machine has none.
    keepalive = {} if redis_url.startswith("unix:") else {"socket_keepalive": True}
    return Redis.from_url(
        redis_url,
        socket_connect_timeout=TIMEOUT_SECONDS,
        socket_timeout=None,
        retry=Retry(ExponentialBackoff(cap=0.5, base=0.05), retries=2),
        health_check_interval=15,
        **keepalive,
    )
