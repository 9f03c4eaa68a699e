"""Reelshelf itself for tests: a server on a real socket, workers, and a person who is signed in."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx
import orjson
import uvicorn

from reelshelf.accounts import users
from reelshelf.accounts.commands import transaction
from reelshelf.http import build_app, configured
from reelshelf.supervisor.listener import SILENCE_SECONDS, bind
from reelshelf.upstreams.store import RedisStore
from reelshelf.wiring.worker import worker_parts
from reelshelf.worker import serve_queue
from sockets import progress_socket

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from redis.asyncio import Redis
    from websockets.asyncio.client import ClientConnection

    from reelshelf.settings import Settings
    from reelshelf.upstreams.store import LimiterStore
    from reelshelf.wiring.worker import WorkerParts

PASSWORD = "a long enough password"
PASSWORD_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$0VzWdM7XSBqYEXY3vvZ00A$79xEdmdBc/Ey7TJvQ1Qs/uH4CDWotTKamPQz5hG0ITs"
)
"""What `hash_password` made of it, once: at its full cost, each takes 64 MB and both cores for a moment."""
PATIENCE_SECONDS = 180.0
"""A machine may be busy; who waits in vain waits this long."""
LOOK_SECONDS = 0.05


class Person:
    """Somebody with an account, as a program sees the API."""

    def __init__(self, base_url: str, token: str) -> None:
        self.token = token
        self.base_url = base_url
        self.http = httpx.AsyncClient(
            base_url=base_url, headers={"Authorization": f"Bearer {token}"}, timeout=30
        )

    async def create_list(self, name: str = "Talks") -> str:
        answer = await self.http.post("/api/lists", json={"name": name})
        answer.raise_for_status()
        return str(answer.json()["id"])

    async def import_links(
        self, list_id: str, youtube_ids: Sequence[str], key: str | None = None
    ) -> dict[str, Any]:
        links = [f"https://www.youtube.com/watch?v={youtube_id}" for youtube_id in youtube_ids]
        headers = {"Idempotency-Key": key} if key else {}
        answer = await self.http.post(
            f"/api/lists/{list_id}/videos/batch", json={"urls": links}, headers=headers
        )
        answer.raise_for_status()
        receipt: dict[str, Any] = answer.json()
        return receipt

    async def get(self, path: str) -> Any:
        answer = await self.http.get(path)
        answer.raise_for_status()
        return answer.json()

    async def videos(self, list_id: str, **filters: str) -> list[dict[str, Any]]:
        """All of them, in the order of the shelf."""
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            query = {"limit": "200", **filters, **({"cursor": cursor} if cursor else {})}
            answer = await self.http.get(f"/api/lists/{list_id}/videos", params=query)
            answer.raise_for_status()
            page = answer.json()
            found += page["items"]
            cursor = page["next_cursor"] or ""
            if not cursor:
                return found

    async def job_when(
        self,
        job_id: str,
        done: Callable[[dict[str, Any]], bool] = lambda job: job["status"] == "completed",
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> dict[str, Any]:
        """The job once it is as wished; fails after `patience_seconds`."""
        async with asyncio.timeout(patience_seconds):
            # Over HTTP there is nothing to wait for but another look.
            while not done(job := await self.get(f"/api/jobs/{job_id}")):  # noqa: ASYNC110
                await asyncio.sleep(LOOK_SECONDS)
        found: dict[str, Any] = job
        return found

    @asynccontextmanager
    async def socket(
        self, since: int | None = None
    ) -> AsyncIterator[tuple[ClientConnection, dict[str, Any]]]:
        """A progress socket and its `ready` message."""
        async with progress_socket(self.base_url) as connection:
            await connection.send(
                orjson.dumps({"type": "auth", "token": self.token, "since": since}).decode()
            )
            yield connection, orjson.loads(await connection.recv())


async def events_until(
    connection: ClientConnection, done: Callable[[dict[str, Any]], bool]
) -> list[dict[str, Any]]:
    """Everything heard up to and with the first event that is `done`; fails after PATIENCE_SECONDS."""
    heard: list[dict[str, Any]] = []
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            message = orjson.loads(await connection.recv())
            for event in message["events"]:
                heard.append(event)
                if done(event):
                    return heard


@asynccontextmanager
async def serving(settings: Settings, silence_seconds: float = SILENCE_SECONDS) -> AsyncIterator[str]:
    """The API on a free port; its base URL."""
    with bind("127.0.0.1", 0, silence_seconds) as listener:
        config = configured(build_app(settings), lifespan="on")
        config.timeout_graceful_shutdown = 1
        server = uvicorn.Server(config)
        running = asyncio.create_task(server._serve([listener]))  # noqa: SLF001 - `serve` would take our signals
        while not server.started:
            await asyncio.sleep(0.01)
            if running.done():
                running.result()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running


@asynccontextmanager
async def working(
    settings: Settings, limits_of: Callable[[Redis], LimiterStore] = RedisStore
) -> AsyncIterator[WorkerParts]:
    """One worker in this process, with extractor processes of its own."""
    stopping = asyncio.Event()
    async with worker_parts(settings, limits_of=limits_of) as parts:
        running = asyncio.create_task(serve_queue(parts, settings, stopping))
        try:
            yield parts
        finally:
            stopping.set()
            await running


async def sign_up(settings: Settings, base_url: str, email: str = "ada@example.org") -> Person:
    """A new account with PASSWORD, signed in by a link."""
    async with transaction(settings) as connection:
        token = await users.create_sign_in_link(
            connection, await users.add_user(connection, email, PASSWORD_HASH)
        )
    return await _signed_in(base_url, "/api/auth/link", {"token": token})


async def sign_in(base_url: str, email: str = "ada@example.org", password: str = PASSWORD) -> Person:
    """One more session of an account."""
    return await _signed_in(base_url, "/api/auth/login", {"email": email, "password": password})


async def _signed_in(base_url: str, path: str, proof: dict[str, str]) -> Person:
    async with httpx.AsyncClient(base_url=base_url) as client:
        answer = await client.post(path, json=proof)
        answer.raise_for_status()
        return Person(base_url, answer.json()["access_token"])
