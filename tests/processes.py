"""Reelshelf's parts as processes of their own, which can be killed."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import sys
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from pydantic import SecretStr

from running import PATIENCE_SECONDS

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator, Iterator

    from reelshelf.settings import Settings

WORK = ("reelshelf", "work")
_TESTS = Path(__file__).parent


def environment_of(settings: Settings) -> dict[str, str]:
    """The variables from which a process reads these settings."""
    variables: dict[str, str] = {}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            value = value.get_secret_value()
        if value is not None:
            variables[f"REELSHELF_{name.upper()}"] = (
                ",".join(value) if isinstance(value, tuple) else str(value)
            )
    return variables


async def start(
    settings: Settings, *module: str, stdout: int | None = None, descriptors: tuple[int, ...] = ()
) -> Process:
    """`python -m MODULE …` in a session of its own."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *module),
        # Away from any `.env`, and nothing of ours but what the settings say.
        cwd=settings.data_dir,
        env={**environment_of(settings), "PYTHONPATH": str(_TESTS)},
        stdout=stdout,
        pass_fds=descriptors,
        start_new_session=True,
    )


async def end(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()


@asynccontextmanager
async def worker_process(
    settings: Settings, *module: str, stdout: int | None = None
) -> AsyncIterator[Process]:
    """One worker; killed at the end if it still runs."""
    process = await start(settings, *(module or WORK), stdout=stdout)
    try:
        yield process
    finally:
        await end(process)


class Fleet:
    """Workers, each started again when it ends, as a service manager does. `exits` are their exit codes."""

    def __init__(self, settings: Settings, module: tuple[str, ...]) -> None:
        self._settings = settings
        self._module = module
        self._running: dict[int, Process] = {}
        self.exits: list[int] = []
        self._ended = asyncio.Condition()

    async def keep(self, slot: int) -> None:
        """Until cancelled."""
        while True:
            process = await start(self._settings, *self._module)
            self._running[slot] = process
            exit_code = await process.wait()
            async with self._ended:
                self.exits.append(exit_code)
                self._ended.notify_all()

    async def after_exits(self, count: int, patience_seconds: float) -> None:
        """Once so many have ended. Raises TimeoutError."""
        async with asyncio.timeout(patience_seconds), self._ended:
            await self._ended.wait_for(lambda: len(self.exits) >= count)

    def one(self) -> Process:
        """Any of them that runs."""
        return random.choice([each for each in self._running.values() if each.returncode is None])  # noqa: S311

    async def end(self) -> None:
        for process in self._running.values():
            await end(process)


@asynccontextmanager
async def fleet(settings: Settings, count: int, *module: str) -> AsyncIterator[Fleet]:
    workers = Fleet(settings, module or WORK)
    keepers = [asyncio.create_task(workers.keep(slot)) for slot in range(count)]
    try:
        yield workers
    finally:
        for keeper in keepers:
            keeper.cancel()
        await asyncio.wait(keepers)
        await workers.end()


@asynccontextmanager
async def logging_process(
    settings: Settings, log: Path, *arguments: str, descriptors: tuple[int, ...] = ()
) -> AsyncIterator[Process]:
    """`reelshelf …` with its stderr in `log`; stopped as a service manager does."""
    with log.open("wb") as stderr:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "reelshelf",
            *arguments,
            cwd=settings.data_dir,
            env={"PATH": os.environ["PATH"], **environment_of(settings)},
            stderr=stderr,
            pass_fds=descriptors,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(PATIENCE_SECONDS):
                await process.wait()


@contextmanager
def listening() -> Iterator[tuple[int, str]]:
    """(descriptor, base URL) of a socket for a web server to inherit: no other program can take its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.fileno(), f"http://127.0.0.1:{listener.getsockname()[1]}"


async def answers(base_url: str) -> None:
    """Return once the web server on a socket of `listening` serves: until then, the socket lets requests wait."""
    async with httpx.AsyncClient(base_url=base_url, timeout=PATIENCE_SECONDS) as client:
        (await client.get("/api/health/live")).raise_for_status()


@asynccontextmanager
async def serving_process(settings: Settings, log: Path) -> AsyncIterator[str]:
    """`reelshelf serve` with its stderr in `log`; its base URL, once it serves."""
    with listening() as (descriptor, base_url):
        arguments = ("serve", "--fd", str(descriptor))
        async with logging_process(settings, log, *arguments, descriptors=(descriptor,)):
            await answers(base_url)
            yield base_url
