"""Real parts for every suite: one PostgreSQL and one Valkey a session, one migrated database a test, the upstreams."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from reelshelf.embedded import Embedded
from reelshelf.kit.db import Database, create_engine
from reelshelf.kit.redis import connect
from reelshelf.migrations import upgrade_async
from reelshelf.settings import Settings
from running import Person, serving, sign_up, working
from simulators.running import simulator_thread

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from reelshelf.wiring.worker import WorkerParts
    from simulators.simulator import Simulator

FULL_SPEED = 100_000_000
"""Requests an hour: tests that are not about the pace do not wait."""
TEMPLATE = "reelshelf_template"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--faults",
        choices=("ci", "full"),
        default="ci",
        help="how large the experiments of tests/faults are; full: writes docs/reliability.md",
    )


def with_database(url: str, name: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


async def run_statement(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def stores_dir() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="reelshelf-tests-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
async def stores(stores_dir: Path) -> AsyncIterator[Embedded]:
    """PostgreSQL and Valkey, running; do not stop them. Nothing in them outlives the session, so nothing is flushed."""
    async with Embedded(stores_dir) as stores:
        await run_statement(stores.database_url, "ALTER SYSTEM SET fsync = off")
        await run_statement(stores.database_url, "SELECT pg_reload_conf()")
        yield stores


@pytest.fixture(scope="session")
async def template_url(stores: Embedded) -> str:
    """A migrated database that nobody may connect to: it is copied."""
    await run_statement(stores.database_url, f"CREATE DATABASE {TEMPLATE}")
    url = with_database(stores.database_url, TEMPLATE)
    await upgrade_async(url)
    return url


@pytest.fixture
async def database_url(stores: Embedded, template_url: str) -> AsyncIterator[str]:
    """A migrated database of this test's own."""
    name = f"test_{uuid4().hex}"
    assert template_url.count(TEMPLATE) == 1
    # Without flushing, copying files takes half as long as copying through the log.
    await run_statement(stores.database_url, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
    yield with_database(stores.database_url, name)
    await run_statement(stores.database_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def redis_url(stores: Embedded) -> str:
    """Valkey, empty."""
    async with Redis.from_url(stores.redis_url) as redis:
        await redis.flushall()
    return stores.redis_url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The migrated database, as the parts use it."""
    database = Database(create_engine(database_url))
    yield database
    await database.close()


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with connect(redis_url) as redis:
        yield redis


@pytest.fixture(scope="session")
def simulated_world() -> Iterator[Simulator]:
    """The upstreams for the whole session; tests take `simulator`."""
    folder = Path(tempfile.mkdtemp(prefix="reelshelf-world-"))
    with simulator_thread(folder) as simulator:
        yield simulator
    shutil.rmtree(folder)


@pytest.fixture
def simulator(simulated_world: Simulator) -> Simulator:
    """The upstreams, with all faults off and an empty log."""
    simulated_world.faults.clear()
    simulated_world.log.reset()
    return simulated_world


@pytest.fixture
def settings(tmp_path: Path, database_url: str, redis_url: str, simulator: Simulator) -> Settings:
    """Everything set for this test alone; nothing leaves the machine."""
    return Settings(
        data_dir=tmp_path,
        database_url=SecretStr(database_url),
        redis_url=SecretStr(redis_url),
        secret_key=SecretStr("invented for tests, 32 characters and more"),
        outbound_proxy=simulator.proxy_url,
        outbound_ca_file=simulator.ca_file,
        youtube_requests_per_hour=FULL_SPEED,
        log_level="WARNING",
        _env_file=None,
    )


@pytest.fixture
async def base_url(settings: Settings) -> AsyncIterator[str]:
    """The API on a real socket, without a worker."""
    async with serving(settings) as url:
        yield url


@pytest.fixture
async def person(settings: Settings, base_url: str) -> AsyncIterator[Person]:
    """Somebody who is signed in."""
    person = await sign_up(settings, base_url)
    async with person.http:
        yield person


@pytest.fixture
async def worker(settings: Settings) -> AsyncIterator[WorkerParts]:
    """One worker in this process."""
    async with working(settings) as parts:
        yield parts


@pytest.fixture
async def stranger(settings: Settings, base_url: str) -> AsyncIterator[Person]:
    """Somebody else, with an account of their own."""
    stranger = await sign_up(settings, base_url, "eve@example.org")
    async with stranger.http:
        yield stranger
