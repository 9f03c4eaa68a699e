"""Reelshelf on stores of its own, which an experiment may stop, restart, empty and freeze."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr

from conftest import FULL_SPEED
from faults.scale import FULL
from reelshelf.embedded import Embedded
from reelshelf.kit.db import Database, create_engine
from reelshelf.migrations import upgrade_async
from reelshelf.settings import Settings
from running import Person, serving, sign_up
from up_process import temporary_folder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from faults.scale import Scale
    from simulators.simulator import Simulator


@dataclass(frozen=True, slots=True)
class Ground:
    """A web server on a socket and somebody who is signed in; workers are the experiment's own."""

    stores: Embedded
    settings: Settings
    database: Database
    person: Person


@asynccontextmanager
async def own_stores(simulator: Simulator, *, requests_per_hour: float = FULL_SPEED) -> AsyncIterator[Ground]:
    with temporary_folder() as folder:
        async with Embedded(folder) as stores:
            await upgrade_async(stores.database_url)
            settings = Settings(
                data_dir=folder,
                database_url=SecretStr(stores.database_url),
                redis_url=SecretStr(stores.redis_url),
                secret_key=SecretStr("invented for tests, 32 characters and more"),
                outbound_proxy=simulator.proxy_url,
                outbound_ca_file=simulator.ca_file,
                youtube_requests_per_hour=requests_per_hour,
                log_level="WARNING",
                _env_file=None,
            )
            async with serving(settings) as url:
                person = await sign_up(settings, url)
                database = Database(create_engine(stores.database_url))
                async with person.http:
                    yield Ground(stores, settings, database, person)
                await database.close()


def promised(scale: Scale, seconds: float) -> float:
    """What is promised counts at full size, on a quiet machine; small, only that it happens at all."""
    return seconds if scale is FULL else scale.patience_seconds
