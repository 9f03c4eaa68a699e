"""Bodies have limits: what is too large is refused by its announced length, or as soon as it has passed the limit."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

import orjson

from reelshelf.kit.problem_answers import MEDIA_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from reelshelf.kit.problem import Problem

LINGER_SECONDS = 5.0


class BodyLimit:
    """ASGI middleware. `limit_of` says how many bytes a request may have; `refusal` is the answer to more."""

    def __init__(
        self, app: ASGIApp, limit_of: Callable[[Scope], int], refusal: Callable[[int], Problem]
    ) -> None:
        self._app = app
        self._limit_of = limit_of
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limit_of(scope)
        if _announced(scope) > limit:
            await _refuse(self._refusal(limit), receive, send)
            return
        counted = _Counted(receive, send, limit, self._refusal)
        await self._app(scope, counted.receive, counted.send)


class _Counted:
    """One request. Beyond the limit the application sees the other side leave, and its answer is replaced."""

    def __init__(self, receive: Receive, send: Send, limit: int, refusal: Callable[[int], Problem]) -> None:
        self._receive = receive
        self._send = send
        self._limit = limit
        self._refusal = refusal
        self._left = limit
        self._refused = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left >= 0:
            return message
        if not self._refused:
            self._refused = True
            await _refuse(self._refusal(self._limit), self._receive, self._send)
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if not self._refused:
            await self._send(message)


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0


async def _refuse(problem: Problem, receive: Receive, send: Send) -> None:
    """Answer, then hang up, but not at once: whoever is cut off while still sending never reads the answer."""
    body = orjson.dumps(problem.body())
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    with suppress(TimeoutError):
        async with asyncio.timeout(LINGER_SECONDS):
            while (await receive()).get("more_body"):
                pass
    await send({"type": "http.response.body"})
