"""A thousand progress sockets on one web server, fifty events a second, in turn alone and beside one that never reads."""

from __future__ import annotations

import asyncio
import itertools
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx
import psutil
from redis.asyncio import Redis

from bench.measure import Row, percentile
from bench.running import reelshelf_up
from crowd import CLIENT_PATIENCE_SECONDS, ballast, crowd, deaf_socket, tell
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
SECONDS = 10
"""Of one round."""
ORDER = (False, True, True, False) * 2
"""In which rounds somebody is deaf. What grows or tires with time counts for both kinds alike."""
CUTS = 20
BALLAST_BYTES = 2_000
STUFFING_BYTES = 4_000_000
"""More than all buffers of a connection hold: a deaf reader is stuck from then on."""
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
            stage = Stage(database, publisher, [user for user, _ in people], ears)
            rounds: dict[bool, Rounds] = {False: Rounds(), True: Rounds()}
            for is_beside in ORDER:
                async with AsyncExitStack() as deaf:
                    if is_beside:
                        await deaf.enter_async_context(deaf_socket(running.base_url, people[0][1]))
                    await stage.stuff()
                    rounds[is_beside].delays.append(await stage.tell_all())
                    rounds[is_beside].megabytes.append((server.memory_info().rss - before) / 1e6)
            back = await _cut_all(database, publisher, redis, people[0][0], ears[::ACCOUNTS])
    await database.close()
    return _rows(rounds[False], rounds[True], back)


def _rows(alone: Rounds, beside: Rounds, back: Sequence[float]) -> list[Row]:
    sockets = f"{SOCKETS} sockets of {ACCOUNTS} accounts, {EVENTS_PER_SECOND} events/s"
    return [
        Row(sockets, "Reelshelf", alone.figures(), notes=alone.notes()),
        Row(
            sockets,
            "with one more that never reads",
            beside.figures(),
            ratio=beside.p99 / alone.p99,
            against="without it (p99)",
            notes=beside.notes(),
        ),
        Row(
            f"{CUTS} cuts of sockets and subscription",
            "Reelshelf",
            {"in step again p50 s": percentile(back, 0.5), "slowest s": max(back)},
        ),
    ]


@dataclass
class Rounds:
    """All of one kind: seconds from commit to arrival, and what the server has more than without sockets."""

    delays: list[list[float]] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    @property
    def pooled(self) -> list[float]:
        return [delay for each in self.delays for delay in each]

    @property
    def p99(self) -> float:
        return percentile(self.pooled, 0.99)

    def figures(self) -> dict[str, float]:
        return {
            "p50 ms": percentile(self.pooled, 0.5) * 1000,
            "p99 ms": self.p99 * 1000,
            "memory MB more": max(self.megabytes),
        }

    def notes(self) -> str:
        return "p99 of rounds " + ", ".join(f"{percentile(each, 0.99) * 1000:.1f}" for each in self.delays)


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


@dataclass(frozen=True, slots=True)
class Stage:
    """Who tells, and who listens: each account by as many ears."""

    database: Database
    publisher: Publisher
    users: Sequence[UUID]
    ears: Sequence[Ear]

    async def stuff(self) -> None:
        """Tell the first account more than a connection holds."""
        stuffing = ballast(STUFFING_BYTES)
        await self._heard({self.users[0]: await self._tell(self.users[0], stuffing)})

    async def tell_all(self) -> list[float]:
        """Seconds from commit to arrival of every event at every socket; checks that none was missed."""
        for ear in self.ears:
            ear.delays.clear()
        last: dict[UUID, int] = {}
        weight = ballast(BALLAST_BYTES)
        started = time.perf_counter()
        for number in range(EVENTS_PER_SECOND * SECONDS):
            user = self.users[number % len(self.users)]
            last[user] = await self._tell(user, weight)
            await asyncio.sleep(max(0.0, started + (number + 1) / EVENTS_PER_SECOND - time.perf_counter()))
        await self._heard(last)
        return [delay for ear in self.ears for delay in ear.delays]

    async def _tell(self, user: UUID, weight: str) -> int:
        return await tell(self.database, self.publisher, user, ballast=weight)

    async def _heard(self, last: dict[UUID, int]) -> None:
        """Everybody has everything up to these numbers."""
        async with asyncio.timeout(CLIENT_PATIENCE_SECONDS):
            for index, ear in enumerate(self.ears):
                await ear.until(last.get(self.users[index % len(self.users)], 0))
                assert ear.heard == list(range(ear.first + 1, ear.last + 1)), "every event once, in order"


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


def _serve_process(up_pid: int) -> psutil.Process:
    for child in psutil.Process(up_pid).children(recursive=True):
        if "serve" in child.cmdline():
            return child
    raise RuntimeError("no web server below reelshelf up")
