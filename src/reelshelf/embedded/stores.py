"""Both embedded servers, for as long as an `async with` lasts."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Self

from reelshelf.embedded.account import identity_for
from reelshelf.embedded.cluster import Cluster
from reelshelf.embedded.entrance import make_socket_folder, remove_socket_folder
from reelshelf.embedded.folder import FREE_BYTES_NEEDED, lock_folder, open_folder, plain_errors
from reelshelf.embedded.keeper import Keeper
from reelshelf.embedded.postgres import AT_ONCE, Postgres
from reelshelf.embedded.programs import find_programs, reachable_programs
from reelshelf.embedded.valkey import Valkey, ValkeyPlace

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


class Embedded:
    """PostgreSQL and Valkey under `data_dir`, restarted whenever they end, stopped on leaving.

        async with Embedded(data_dir) as stores:
            connect(stores.database_url, stores.redis_url)

    `postgres=False` or `valkey=False` leaves that one out (its address is then empty). Entering raises
    StartupError if the folder is in use, full, not writable, damaged or of a newer PostgreSQL.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        postgres: bool = True,
        valkey: bool = True,
        free_bytes_needed: int = FREE_BYTES_NEEDED,
    ) -> None:
        self._wanted_dir = data_dir
        self._with_postgres = postgres
        self._with_valkey = valkey
        self._free_bytes_needed = free_bytes_needed
        self._lock: int | None = None
        self._postgres: Postgres | None = None
        self._keepers: list[Keeper] = []
        self.data_dir = data_dir
        self.database_url = ""
        """`postgresql://reelshelf@/reelshelf?host=/folder&port=5432`, as asyncpg and SQLAlchemy read it."""
        self.redis_url = ""
        """`unix:///folder/valkey.sock`"""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        self.data_dir = open_folder(self._wanted_dir, free_bytes_needed=self._free_bytes_needed)
        self._lock = lock_folder(self.data_dir)
        try:
            with plain_errors(self.data_dir):
                self._furnish()
            await asyncio.gather(*(keeper.start() for keeper in self._keepers))
        except BaseException:
            await self.stop()
            raise

    async def stop(self, *, at_once: bool = False) -> None:
        """Stop both, as a rule within 0.1 s. `at_once` leaves tidying up to the next start."""
        await asyncio.gather(*(keeper.stop(AT_ONCE if at_once else None) for keeper in self._keepers))
        self._keepers = []
        if self._postgres is not None:
            self._postgres.close()
            self._postgres = None
        if self._lock is not None:
            remove_socket_folder(self.data_dir)
            os.close(self._lock)
            self._lock = None

    @property
    def postgres(self) -> Keeper:
        return self._keepers[0]

    @property
    def valkey(self) -> Keeper:
        return self._keepers[-1]

    def _furnish(self) -> None:
        """Everything the servers need, short of starting them."""
        identity = identity_for(self.data_dir / "postgres")
        programs = reachable_programs(find_programs(), identity.account, self.data_dir)
        sockets = make_socket_folder(self.data_dir, identity)
        if self._with_postgres:
            self._postgres = Postgres(Cluster(self.data_dir, programs, identity), sockets)
            self.database_url = self._postgres.url
            self._keepers.append(Keeper(self._postgres))
        if self._with_valkey:
            valkey = Valkey(ValkeyPlace(self.data_dir, sockets, programs.valkey_server, identity))
            self.redis_url = valkey.url
            self._keepers.append(Keeper(valkey))
