"""Many progress sockets at once, each of which remembers what it heard."""

from __future__ import annotations

import asyncio
import base64
import os
import socket
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import orjson
from websockets.exceptions import ConnectionClosed

from reelshelf.progress import events
from sockets import progress_socket

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from uuid import UUID

    from websockets.asyncio.client import ClientConnection

    from reelshelf.kit.db import Database
    from reelshelf.progress.publisher import Publisher

CONNECTING = 50
"""How many connect at the same time."""
CLIENT_PATIENCE_SECONDS = 120.0


@dataclass
class Ear:
    """One client: reconnects whenever it is cut, with the last number it heard, as the page does."""

    base_url: str
    token: str
    first: int = -1
    """What was the newest at the first greeting: everything after it must be heard."""
    heard: list[int] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    """Seconds from an event's commit to its arrival."""
    cuts: int = 0
    _connection: ClientConnection | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def last(self) -> int:
        return self.heard[-1] if self.heard else self.first

    async def listen(self) -> None:
        while True:
            try:
                async with progress_socket(
                    self.base_url, open_timeout=CLIENT_PATIENCE_SECONDS, max_size=None
                ) as connection:
                    await self._follow(connection)
            except (ConnectionClosed, OSError):
                self.cuts += 1

    def cut(self) -> None:
        """As when the network goes: no goodbye."""
        if self._connection is not None:
            self._connection.transport.abort()

    async def until(self, seq: int) -> None:
        while self.last < seq:
            self._news.clear()
            await self._news.wait()

    async def _follow(self, connection: ClientConnection) -> None:
        since = self.last if self.first >= 0 else None
        await connection.send(orjson.dumps({"type": "auth", "token": self.token, "since": since}).decode())
        ready = orjson.loads(await connection.recv())
        if self.first < 0:
            self.first = ready["seq"]
        self._connection = connection
        self._news.set()
        async for frame in connection:
            now = time.time()
            for event in orjson.loads(frame)["events"]:
                self.heard.append(event["seq"])
                if "told_at" in event:
                    self.delays.append(now - event["told_at"])
            self._news.set()


@asynccontextmanager
async def crowd(base_url: str, tokens: Sequence[str]) -> AsyncIterator[list[Ear]]:
    """One connected client for each token, until the block ends."""
    ears = [Ear(base_url, token) for token in tokens]
    tasks: list[asyncio.Task[None]] = []
    try:
        for start in range(0, len(ears), CONNECTING):
            some = ears[start : start + CONNECTING]
            tasks += [asyncio.create_task(ear.listen()) for ear in some]
            async with asyncio.timeout(CLIENT_PATIENCE_SECONDS):
                await asyncio.gather(*(ear.until(0) for ear in some))
        yield ears
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


@asynccontextmanager
async def deaf_socket(base_url: str, token: str) -> AsyncIterator[None]:
    """Signed in, and from then on nobody takes anything out of it. The system takes a few kilobytes for it."""
    loop = asyncio.get_running_loop()
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        line.settimeout(0)
        server = urlsplit(base_url)
        await loop.sock_connect(line, (server.hostname, server.port))
        # Compressed, much of what a test says would be little; and who is deaf hears no answer to a ping.
        async with progress_socket(base_url, sock=line, compression=None, ping_interval=None) as connection:
            await connection.send(orjson.dumps({"type": "auth", "token": token, "since": None}).decode())
            await connection.recv()
            connection.transport.pause_reading()
            yield
            connection.transport.abort()


def ballast(size: int) -> str:
    """As many characters that cannot be compressed to much less."""
    return base64.b64encode(os.urandom(size)).decode()[:size]


async def tell(database: Database, publisher: Publisher, user_id: UUID, **facts: Any) -> int:
    """One committed and published event, stamped with the time; its number."""
    async with database.begin() as connection:
        told = await events.append(
            connection, user_id, [{"type": "import_progress", "told_at": time.time(), **facts}]
        )
    await publisher.publish(user_id, told)
    return int(told[-1]["seq"])
