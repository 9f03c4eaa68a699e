"""The progress socket: who is there, what they missed, then every change, many in one frame."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocketDisconnect, WebSocketState

from reelshelf.errors import NotSignedIn
from reelshelf.progress import events as progress_events

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection
    from starlette.websockets import WebSocket

    from reelshelf.accounts.tokens import Identity
    from reelshelf.kit.db import Database
    from reelshelf.progress.events import Event
    from reelshelf.progress.hub import Hub, Listener

log = logging.getLogger(__name__)

AUTH_SECONDS = 5.0
FRAME_SECONDS = 0.1
"""At most ten frames a second for one socket; the first change after a rest goes at once."""
CATCH_UP_LIMIT = 2_000
"""Somebody who missed more, or something that is no longer kept, gets the snapshot alone."""
NOT_SIGNED_IN = 4401
TRY_AGAIN_LATER = 1013
NO_CODE = 1005
MAX_MESSAGE_CHARACTERS = 8_192

Authenticate = Callable[[str], Awaitable["Identity"]]
Snapshot = Callable[["AsyncConnection", "UUID"], Awaitable[list["Event"]]]


@dataclass(frozen=True, slots=True)
class Greeting:
    """The first message, `{"type": "auth", "token": …, "since": seq or null}`."""

    token: str
    since: int | None


class ProgressSocket:
    """One connection, from greeting to goodbye."""

    def __init__(
        self,
        socket: WebSocket,
        *,
        database: Database,
        hub: Hub,
        authenticate: Authenticate,
        snapshot: Snapshot,
        auth_seconds: float = AUTH_SECONDS,
    ) -> None:
        self._socket = socket
        self._database = database
        self._hub = hub
        self._authenticate = authenticate
        self._snapshot = snapshot
        self._auth_seconds = auth_seconds
        self._sent = 0

    async def run(self) -> None:
        await self._socket.accept()
        try:
            greeting = await self._greeting()
            await self._serve(await self._authenticate(greeting.token), greeting.since)
        except* NotSignedIn:
            await self._close(NOT_SIGNED_IN)
        except* (SQLAlchemyError, OSError) as problems:
            log.warning("socket closed, a store is not there: %s", problems.exceptions[0])
            await self._close(TRY_AGAIN_LATER)
        except* (WebSocketDisconnect, RuntimeError):
            # Starlette raises RuntimeError for a send after the other side is gone.
            pass

    async def _greeting(self) -> Greeting:
        try:
            async with asyncio.timeout(self._auth_seconds):
                return await self._receive()
        except TimeoutError:
            raise NotSignedIn from None

    async def _serve(self, identity: Identity, since: int | None) -> None:
        listener = await self._hub.join(identity)
        try:
            await self._greet(listener, since)
            async with asyncio.TaskGroup() as both:
                both.create_task(self._read(listener))
                both.create_task(self._write(listener))
        finally:
            await self._hub.leave(listener)

    async def _greet(self, listener: Listener, since: int | None) -> None:
        user_id = listener.identity.user_id
        async with self._database.begin() as reading:
            # Events first: what is committed in between comes again through the hub, never not at all.
            seq = await progress_events.last_seq(reading, user_id)
            snapshot = await self._snapshot(reading, user_id)
            missed = await self._missed(reading, user_id, since, seq)
        self._note_sent(listener, max([seq, *(event["seq"] for event in missed[-1:])]))
        await self._send({"type": "ready", "seq": seq, "snapshot": snapshot})
        if missed:
            await self._send({"type": "events", "events": missed})

    async def _missed(
        self, reading: AsyncConnection, user_id: UUID, since: int | None, seq: int
    ) -> list[Event]:
        if since is None or not 0 <= since < seq <= since + CATCH_UP_LIMIT:
            return []
        if since + 1 < await progress_events.first_seq(reading, user_id):
            return []
        return await progress_events.since(reading, user_id, since, limit=CATCH_UP_LIMIT)

    async def _read(self, listener: Listener) -> None:
        """Later messages renew the token; anything else is not answered."""
        while True:
            greeting = await self._receive()
            renewed = await self._authenticate(greeting.token)
            if renewed.user_id != listener.identity.user_id:
                raise NotSignedIn
            listener.identity = renewed

    async def _write(self, listener: Listener) -> None:
        while True:
            await listener.wait()
            fresh = await self._fresh(listener)
            if fresh:
                self._note_sent(listener, fresh[-1]["seq"])
                await self._send({"type": "events", "events": fresh})
                await asyncio.sleep(FRAME_SECONDS)

    def _note_sent(self, listener: Listener, seq: int) -> None:
        self._sent = seq
        listener.newest = max(listener.newest, seq)

    async def _fresh(self, listener: Listener) -> list[Event]:
        """What comes next. Whatever is not heard in unbroken order is read from the tables: Redis loses
        messages, and two workers tell in another order than they committed.
        """
        behind, listener.behind = listener.behind, False
        heard = sorted(
            (event for event in listener.take() if event["seq"] > self._sent), key=lambda event: event["seq"]
        )
        expected = range(self._sent + 1, self._sent + 1 + len(heard))
        if not behind and [event["seq"] for event in heard] == list(expected):
            return heard
        async with self._database.read() as reading:
            found = await progress_events.since(
                reading, listener.identity.user_id, self._sent, limit=CATCH_UP_LIMIT
            )
        if len(found) == CATCH_UP_LIMIT:
            listener.lost_touch()
        return found

    async def _receive(self) -> Greeting:
        """The next message. Raises NotSignedIn for anything but a greeting."""
        received = await self._socket.receive()
        if received["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(received.get("code", NO_CODE))
        text = received.get("text")
        if text is None or len(text) > MAX_MESSAGE_CHARACTERS:
            raise NotSignedIn
        try:
            message = orjson.loads(text)
            since = message.get("since")
            if message["type"] == "auth" and isinstance(message["token"], str):
                return Greeting(message["token"], since if isinstance(since, int) else None)
        except (ValueError, KeyError, TypeError, AttributeError):
            pass
        raise NotSignedIn

    async def _send(self, message: dict[str, Any]) -> None:
        await self._socket.send_text(orjson.dumps(message).decode())

    async def _close(self, code: int) -> None:
        if self._socket.application_state is WebSocketState.CONNECTED:
            with suppress(RuntimeError):
                await self._socket.close(code)
