"""One Redis subscription a process, however many sockets: hands each account's events to its listeners."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import orjson
from redis.exceptions import RedisError

from reelshelf.progress.publisher import channel_of

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from redis.asyncio.client import PubSub

    from reelshelf.accounts.tokens import Identity
    from reelshelf.progress.events import Event

log = logging.getLogger(__name__)

OWN_CHANNEL = "progress:hub"
MAX_PENDING = 5_000
RECONNECT_SECONDS = 0.5


class Listener:
    """Events one socket has yet to send. One that falls behind forgets them and reads the tables instead."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        """Who sits there, as last proved."""
        self.newest = 0
        """The highest number heard or sent."""
        self.behind = False
        self._pending: list[Event] = []
        self._bell = asyncio.Event()
        self._end: Exception | None = None

    def hear(self, events: list[Event]) -> None:
        self.newest = max(self.newest, *(event["seq"] for event in events))
        if len(self._pending) + len(events) > MAX_PENDING:
            self._pending.clear()
            self.behind = True
        else:
            self._pending.extend(events)
        self._bell.set()

    def lost_touch(self) -> None:
        self.behind = True
        self._bell.set()

    def end(self, reason: Exception) -> None:
        """Whoever waits, now or later, gets this instead."""
        self._end = reason
        self._bell.set()

    def take(self) -> list[Event]:
        taken, self._pending = self._pending, []
        self._bell.clear()
        return taken

    async def wait(self) -> None:
        """Until there is something to send. Raises what `end` was told."""
        await self._bell.wait()
        if self._end is not None:
            raise self._end


class Hub:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._listeners: dict[str, set[Listener]] = defaultdict(set)
        """By channel."""
        self._pubsub: PubSub | None = None
        self.subscribed = asyncio.Event()
        """Set whenever a channel was subscribed to: what was said there before, nobody may have heard."""

    async def join(self, identity: Identity) -> Listener:
        listener = Listener(identity)
        channel = channel_of(identity.user_id)
        newcomer = channel not in self._listeners
        self._listeners[channel].add(listener)
        if newcomer:
            await self._subscribe(channel)
        return listener

    async def leave(self, listener: Listener) -> None:
        channel = channel_of(listener.identity.user_id)
        self._listeners[channel].discard(listener)
        if not self._listeners[channel]:
            del self._listeners[channel]
            await self._unsubscribe(channel)

    def listeners(self) -> list[Listener]:
        return [listener for some in self._listeners.values() for listener in some]

    async def run(self) -> None:
        """Listen until cancelled, through any outage of Redis."""
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as problem:
                log.warning("progress subscription lost: %s", problem)
            except Exception:
                # The client's own reconnecting can trip over a subscription made meanwhile.
                log.exception("progress subscription ended")
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen(self) -> None:
        async with self._redis.pubsub() as pubsub:
            known = set(self._listeners)
            # A channel of our own keeps the connection subscribed while nobody listens.
            await pubsub.subscribe(OWN_CHANNEL, *known)
            self._pubsub = pubsub
            try:
                if came := self._listeners.keys() - known:
                    await pubsub.subscribe(*came)
                async for message in pubsub.listen():
                    self._hear(message["type"], message["channel"].decode(), message["data"])
            finally:
                self._pubsub = None

    def _hear(self, kind: str, channel: str, payload: Any) -> None:
        if kind == "message":
            self._deliver(channel, payload)
        elif kind == "subscribe":
            # Also after a connection was lost and made anew.
            self.subscribed.set()

    def _deliver(self, channel: str, payload: bytes) -> None:
        if channel in self._listeners:
            events = orjson.loads(payload)
            for listener in self._listeners[channel]:
                listener.hear(events)

    async def _subscribe(self, channel: str) -> None:
        if self._pubsub is not None:
            try:
                await self._pubsub.subscribe(channel)
            except (RedisError, OSError) as problem:
                log.warning("cannot subscribe: %s", problem)

    async def _unsubscribe(self, channel: str) -> None:
        if self._pubsub is not None:
            try:
                await self._pubsub.unsubscribe(channel)
            except (RedisError, OSError) as problem:
                log.debug("cannot unsubscribe: %s", problem)
