"""The process tree of `reelshelf up`: databases, then web server and worker; stopped the other way round."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reelshelf.embedded import Embedded
from reelshelf.embedded.folder import open_folder
from reelshelf.embedded.keeper import Keeper
from reelshelf.supervisor.children import Serve, Work, environment
from reelshelf.supervisor.interruption import Interruption, first_of
from reelshelf.supervisor.listener import address_of, bind, web_address
from reelshelf.supervisor.running import Running, remove_note, write_note

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from pathlib import Path

    from pydantic import SecretStr

    from reelshelf.settings import Settings


@dataclass(frozen=True, slots=True)
class Ready:
    """It serves. `sign_in_link` works once; None when the web server gave none."""

    address: str
    sign_in_link: str | None


class Tree:
    """Everything that `up` starts. `start` raises StartupError, or ChildGaveUp if a child has said why."""

    def __init__(self, settings: Settings, listener: socket.socket) -> None:
        self._listener = listener
        self._given_database = _reveal(settings.database_url)
        self._given_redis = _reveal(settings.redis_url)
        self._data_dir = settings.data_dir
        self._stores = Embedded(
            settings.data_dir, postgres=not self._given_database, valkey=not self._given_redis
        )
        self._children: list[Keeper] = []
        self._note_lies_in: Path | None = None

    async def start(self) -> Ready:
        data_dir = await self._start_stores()
        database_url = self._given_database or self._stores.database_url
        redis_url = self._given_redis or self._stores.redis_url
        address = address_of(self._listener)
        if self._embeds:
            write_note(data_dir, Running(os.getpid(), web_address(*address), database_url, redis_url))
            self._note_lies_in = data_dir
        return await self._start_children(environment(data_dir, address, database_url, redis_url))

    async def failed(self) -> None:
        """Wait until a child must not be started again, and raise why."""
        await first_of(*(child.ended() for child in self._children))

    async def stop(self) -> None:
        """First nobody comes in, then the work in hand is finished, then the databases close."""
        for child in self._children:
            await child.stop()
        await self._stop_stores(at_once=False)

    async def stop_at_once(self) -> None:
        await asyncio.gather(*(child.stop(()) for child in self._children))
        await self._stop_stores(at_once=True)

    @property
    def _embeds(self) -> bool:
        return not (self._given_database and self._given_redis)

    async def _start_stores(self) -> Path:
        if not self._embeds:
            return open_folder(self._data_dir, free_bytes_needed=0)
        await self._stores.start()
        return self._stores.data_dir

    async def _stop_stores(self, *, at_once: bool) -> None:
        if self._embeds:
            # Only our own: the folder may be in use by the one whose note that is.
            if self._note_lies_in is not None:
                remove_note(self._note_lies_in)
                self._note_lies_in = None
            await self._stores.stop(at_once=at_once)

    async def _start_children(self, env: dict[str, str]) -> Ready:
        serve = Serve(self._listener, env)
        self._children = [Keeper(serve), Keeper(Work(env))]
        try:
            # One after the other: the first answer comes sooner with both cores to itself.
            for child in self._children:
                await child.start()
        except BaseException:
            # Nothing is in hand yet that would be worth waiting for.
            await asyncio.gather(*(child.stop(()) for child in self._children))
            raise
        address = web_address(*address_of(self._listener))
        token = serve.announcement.sign_in_token if serve.announcement else None
        return Ready(address, f"{address}/sign-in#token={token}" if token else None)


async def run(settings: Settings, on_ready: Callable[[Ready], None]) -> None:
    """Start everything, keep it running, and return when it was stopped by a signal.

    Raises StartupError, or ChildGaveUp when a child ended with a sentence of its own.
    """
    interruption = Interruption()
    interruption.listen()
    with bind(settings.host, settings.port) as listener:
        tree = Tree(settings, listener)
        try:
            await first_of(_live(tree, on_ready), interruption.asked.wait())
        finally:
            await first_of(tree.stop(), interruption.insisted.wait())
            if interruption.insisted.is_set():
                await tree.stop_at_once()


async def _live(tree: Tree, on_ready: Callable[[Ready], None]) -> None:
    on_ready(await tree.start())
    await tree.failed()


def _reveal(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
