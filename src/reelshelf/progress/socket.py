"""The progress socket: who is there, what they missed, then every change, many in one frame."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
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

AUTH_SECONDS = 5.0
FRAME_SECONDS = 0.05
"""At most twenty frames a second for one socket; the first change after a rest goes at once."""
CATCH_UP_LIMIT = 2_000
"""Somebody who missed more gets the snapshot alone."""
NOT_SIGNED_IN = 4401
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
    ) -> None:
        self._socket = socket
        self._database = database
        self._hub = hub
        self._authenticate = authenticate
        self._snapshot = snapshot
        self._expires_at: datetime | None = None
        self._sent = 0

    async def run(self) -> None:
        await self._socket.accept()
        try:
            greeting = await asyncio.wait_for(self._receive(), AUTH_SECONDS)
            identity = await self._authenticate(greeting.token)
            await self._serve(identity, greeting.since)
        except (TimeoutError, NotSignedIn):
            await self._close()
        except WebSocketDisconnect:
            pass

    async def _serve(self, identity: Identity, since: int | None) -> None:
        self._expires_at = identity.expires_at
        listener = await self._hub.join(identity.user_id)
        try:
            await self._greet(identity.user_id, since)
            async with asyncio.TaskGroup() as both:
                both.create_task(self._read(identity))
                both.create_task(self._write(identity.user_id, listener))
        except* (NotSignedIn, TimeoutError):
            await self._close()
        except* (WebSocketDisconnect, RuntimeError):
            # Starlette raises RuntimeError for a send after the other side is gone.
            pass
        finally:
            await self._hub.leave(identity.user_id, listener)

    async def _greet(self, user_id: UUID, since: int | None) -> None:
        async with self._database.begin() as reading:
            # Events first: what is committed in between comes again through the hub, never not at all.
            seq = await progress_events.last_seq(reading, user_id)
            snapshot = await self._snapshot(reading, user_id)
            missed: list[Event] = []
            if since is not None and 0 <= since < seq <= since + CATCH_UP_LIMIT:
                missed = await progress_events.since(reading, user_id, since, limit=CATCH_UP_LIMIT)
        self._sent = max([seq, *(event["seq"] for event in missed[-1:])])
        await self._send({"type": "ready", "seq": seq, "snapshot": snapshot})
        if missed:
            await self._send({"type": "events", "events": missed})

    async def _read(self, identity: Identity) -> None:
        """Later messages renew the token; anything else is not answered."""
        while True:
            greeting = await self._receive()
            renewed = await self._authenticate(greeting.token)
            if renewed.user_id != identity.user_id:
                raise NotSignedIn
            self._expires_at = renewed.expires_at

    async def _write(self, user_id: UUID, listener: Listener) -> None:
        while True:
            await listener.wait()
            self._ensure_valid()
            behind, listener.behind = listener.behind, False
            heard = listener.take()
            events = await self._from_tables(user_id) if behind else heard
            fresh = [event for event in events if event["seq"] > self._sent]
            if fresh:
                self._sent = fresh[-1]["seq"]
                await self._send({"type": "events", "events": fresh})
                await asyncio.sleep(FRAME_SECONDS)

    async def _from_tables(self, user_id: UUID) -> list[Event]:
        async with self._database.read() as reading:
            return await progress_events.since(reading, user_id, self._sent, limit=CATCH_UP_LIMIT)

    def _ensure_valid(self) -> None:
        if self._expires_at is not None and datetime.now(UTC) >= self._expires_at:
            raise NotSignedIn

    async def _receive(self) -> Greeting:
        text = await self._socket.receive_text()
        if len(text) > MAX_MESSAGE_CHARACTERS:
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

    async def _close(self) -> None:
        if self._socket.application_state is WebSocketState.CONNECTED:
            with suppress(RuntimeError):
                await self._socket.close(NOT_SIGNED_IN)
