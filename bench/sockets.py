"""A thousand progress sockets on one web server, fifty events a second; then one more that never reads."""

from __future__ import annotations

import asyncio
import itertools
import time
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import httpx
import psutil
from redis.asyncio import Redis

from bench.measure import Row, percentile
from bench.running import reelshelf_up
from crowd import CLIENT_PATIENCE_SECONDS, crowd, deaf_socket, tell
from reelshelf.kit.db import Database, create_engine
from reelshelf.progress.publisher import Publisher
from reelshelf.supervisor.running import find_running
from simulators.running import simulator_process

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from uuid import UUID

    from bench.running import Running
    from crowd import Ear

SOCKETS = 1_000
ACCOUNTS = 50
"""No more: from one address sixty may sign in at once."""
EVENTS_PER_SECOND = 50
SECONDS = 20
DEAF = 1
CUTS = 20
BALLAST = "x" * 2_000
"""With it, twenty seconds of events are more than the buffers of a connection hold."""
PASSWORD = "a long enough password"  # noqa: S105 - of accounts that live as long as the benchmark


def run(folder: Path) -> list[Row]:
    with simulator_process(folder) as simulator, reelshelf_up(folder / "data", simulator) as running:
        return asyncio.run(_measure(folder / "data", running))


async def _measure(data_dir: Path, running: Running) -> list[Row]:
    note = find_running(data_dir)
    assert note is not None
    database = Database(create_engine(note.database_url))
    server = _serve_process(running.pid)
    async with Redis.from_url(note.redis_url) as redis:
        publisher = Publisher(redis)
        people = await _sign_up(running)
        before = server.memory_info().rss
        tokens = list(itertools.islice(itertools.cycle(token for _, token in people), SOCKETS))
        async with crowd(running.base_url, tokens) as ears:
            alone = await _tell_all(database, publisher, [user for user, _ in people], ears)
            full = server.memory_info().rss
            async with AsyncExitStack() as deaf:
                for _, token in people[:DEAF]:
                    await deaf.enter_async_context(deaf_socket(running.base_url, token))
                beside = await _tell_all(database, publisher, [user for user, _ in people], ears)
            bounded = server.memory_info().rss
            back = await _cut_all(database, publisher, redis, people[0][0], ears[::ACCOUNTS])
    await database.close()
    sockets = f"{SOCKETS} sockets of {ACCOUNTS} accounts, {EVENTS_PER_SECOND} events/s"
    return [
        Row(sockets, "Reelshelf", {**_delays(alone), "memory MB more": (full - before) / 1e6}),
        Row(
            sockets,
            f"with {DEAF} more that never reads",
            {**_delays(beside), "memory MB more": (bounded - before) / 1e6},
            ratio=percentile(beside, 0.99) / percentile(alone, 0.99),
            against="without them (p99)",
        ),
        Row(
            f"{CUTS} cuts of sockets and subscription",
            "Reelshelf",
            {"in step again p50 s": percentile(back, 0.5), "slowest s": max(back)},
        ),
    ]


async def _sign_up(running: Running) -> list[tuple[UUID, str]]:
    """Accounts with an access token each."""
    from uuid import UUID  # noqa: PLC0415 - at run time only here

    people: list[tuple[UUID, str]] = []
    for number in range(ACCOUNTS):
        email = f"person{number}@example.org"
        running.client.post("/api/users", json={"email": email, "password": PASSWORD}).raise_for_status()
        async with httpx.AsyncClient(base_url=running.base_url) as client:
            answer = await client.post("/api/auth/login", json={"email": email, "password": PASSWORD})
            answer.raise_for_status()
            token = answer.json()["access_token"]
            me = await client.get("/api/me", headers={"Authorization": f"Bearer {token}"})
            people.append((UUID(me.json()["id"]), token))
    return people


async def _tell_all(
    database: Database, publisher: Publisher, users: Sequence[UUID], ears: Sequence[Ear]
) -> list[float]:
    """Seconds from commit to arrival of every event at every socket; checks that none was missed."""
    for ear in ears:
        ear.delays.clear()
    last: dict[UUID, int] = {}
    started = time.perf_counter()
    for number in range(EVENTS_PER_SECOND * SECONDS):
        user = users[number % len(users)]
        last[user] = await tell(database, publisher, user, ballast=BALLAST)
        await asyncio.sleep(max(0.0, started + (number + 1) / EVENTS_PER_SECOND - time.perf_counter()))
    async with asyncio.timeout(CLIENT_PATIENCE_SECONDS):
        for index, ear in enumerate(ears):
            await ear.until(last[users[index % len(users)]])
            assert ear.heard == list(range(ear.first + 1, ear.last + 1)), "every event once, in order"
    return [delay for ear in ears for delay in ear.delays]


async def _cut_all(
    database: Database, publisher: Publisher, redis: Redis, user: UUID, ears: Sequence[Ear]
) -> list[float]:
    """Seconds from each cut until everybody has the next event."""
    seconds: list[float] = []
    for number in range(CUTS):
        started = time.perf_counter()
        if number % 2:
            await redis.client_kill_filter(_type="pubsub")
        else:
            for ear in ears:
                ear.cut()
        seq = await tell(database, publisher, user)
        async with asyncio.timeout(CLIENT_PATIENCE_SECONDS):
            await asyncio.gather(*(ear.until(seq) for ear in ears))
        seconds.append(time.perf_counter() - started)
    for ear in ears:
        assert ear.heard == list(range(ear.first + 1, ear.last + 1)), "nothing missed, nothing twice"
    return seconds


def _delays(delays: Sequence[float]) -> dict[str, float]:
    return {"p50 ms": percentile(delays, 0.5) * 1000, "p99 ms": percentile(delays, 0.99) * 1000}


def _serve_process(up_pid: int) -> psutil.Process:
    for child in psutil.Process(up_pid).children(recursive=True):
        if "serve" in child.cmdline():
            return child
    raise RuntimeError("no web server below reelshelf up")
