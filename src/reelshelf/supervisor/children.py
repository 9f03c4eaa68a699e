"""The web server and the worker: the same program, started again as a child."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING

from reelshelf.embedded.child import Command
from reelshelf.errors import StartupError
from reelshelf.supervisor.announcement import AnnouncementPipe
from reelshelf.supervisor.listener import address_of, reachable_host

if TYPE_CHECKING:
    import socket
    from asyncio.subprocess import Process
    from collections.abc import Mapping
    from pathlib import Path

    from reelshelf.embedded.child import StopSteps
    from reelshelf.supervisor.announcement import Announcement

HOPELESS_EXIT_CODE = 78
"""A child that ends with it has said what a person must do first (EX_CONFIG of sysexits.h)."""

_POLL_SECONDS = 0.02


class ChildGaveUp(Exception):
    """A child ended with HOPELESS_EXIT_CODE; its sentence is on the terminal already."""


def environment(
    data_dir: Path, address: tuple[str, int], database_url: str, redis_url: str
) -> dict[str, str]:
    """What both children must know. Addresses can hold passwords, so they never stand on a command line."""
    host, port = address
    return {
        **os.environ,
        "REELSHELF_DATA_DIR": str(data_dir),
        "REELSHELF_HOST": host,
        "REELSHELF_PORT": str(port),
        "REELSHELF_DATABASE_URL": database_url,
        "REELSHELF_REDIS_URL": redis_url,
    }


class Serve:
    """`reelshelf serve` on our socket; it migrates the database and tells when it listens."""

    name = "The web server"
    stop_steps: StopSteps = ((signal.SIGTERM, 10.0),)

    def __init__(self, listener: socket.socket, env: Mapping[str, str]) -> None:
        self._listener = listener
        self._env = env
        self._pipe = AnnouncementPipe()
        self.announcement: Announcement | None = None
        """Of the last start."""

    async def prepare(self) -> Command:
        self._pipe = AnnouncementPipe()
        socket_fd, pipe_fd = self._listener.fileno(), self._pipe.descriptor
        return Command(
            _command_line("serve", "--fd", str(socket_fd), "--migrate", "--announce-fd", str(pipe_fd)),
            env=self._env,
            descriptors=(socket_fd, pipe_fd),
        )

    async def wait_ready(self, process: Process) -> None:
        self._pipe.child_has_it()
        self.announcement = await self._pipe.read()
        if self.announcement is None:
            _raise_ended(self.name, await process.wait())
        while not await _is_live(self._listener):
            if process.returncode is not None:
                _raise_ended(self.name, process.returncode)
            await asyncio.sleep(_POLL_SECONDS)

    def final(self, exit_code: int) -> BaseException | None:
        return _final(exit_code)


class Work:
    """`reelshelf work`; it waits by itself until the database is migrated."""

    name = "The worker"
    # The videos being worked on are finished or handed back; what takes longer is rescued by the next worker.
    stop_steps: StopSteps = ((signal.SIGTERM, 30.0),)

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env

    async def prepare(self) -> Command:
        # The page answers at once even while the worker, and yt-dlp below it, take all the rest.
        return Command(_command_line("work", "--wait-for-schema"), env=self._env, niceness=5)

    async def wait_ready(self, process: Process) -> None:
        """Nobody waits for it: the shelf is there without it."""

    def final(self, exit_code: int) -> BaseException | None:
        return _final(exit_code)


def _command_line(*arguments: str) -> tuple[str, ...]:
    # -P: a file named like a module, lying where Reelshelf was started, is none of our modules.
    return (sys.executable, "-P", "-m", "reelshelf", *arguments)


def _final(exit_code: int) -> BaseException | None:
    return ChildGaveUp() if exit_code == HOPELESS_EXIT_CODE else None


def _raise_ended(name: str, exit_code: int) -> None:
    if exit_code == HOPELESS_EXIT_CODE:
        raise ChildGaveUp
    raise StartupError(f"{name} ended right after its start (code {exit_code}); the reason stands above.")


async def _is_live(listener: socket.socket) -> bool:
    """Whether `GET /api/health/live` answers 200 on the socket."""
    host, port = address_of(listener)
    try:
        reader, writer = await asyncio.open_connection(reachable_host(host), port)
    except OSError:
        return False
    try:
        writer.write(b"GET /api/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        status_line = await reader.readline()
    except OSError:
        return False
    finally:
        writer.close()
    return status_line.split(b" ")[1:2] == [b"200"]
