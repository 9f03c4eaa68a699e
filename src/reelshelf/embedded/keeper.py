"""Keeps a child process running: starts it, starts it again whenever it ends, stops it."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from reelshelf.embedded.child import spawn, stop
from reelshelf.errors import StartupError

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from reelshelf.embedded.child import Command, StopSteps

_FIRST_PAUSE_SECONDS = 0.05
_LONGEST_PAUSE_SECONDS = 5.0
_PROVEN_SECONDS = 10.0
"""Who ran this long failed for a new reason: the pauses start anew."""

logger = logging.getLogger(__name__)


class StartAgain(Exception):
    """The program did not start, but what stood in its way has been removed."""


class Program(Protocol):
    """One kind of child process."""

    name: str
    stop_steps: StopSteps

    async def prepare(self) -> Command:
        """Clear away what an earlier run left, and say what to run. Raises StartupError."""
        ...

    async def wait_ready(self, process: Process) -> None:
        """Return when it serves. Raises StartupError or StartAgain if it ended instead."""
        ...

    def final(self, exit_code: int) -> BaseException | None:
        """What to end with when starting it again would not help; None to start it again."""
        ...


def pause_seconds(failures: int) -> float:
    """How long to wait before start number `failures` + 1: 0.05, 0.1, 0.2 … 5."""
    return float(min(_FIRST_PAUSE_SECONDS * 2 ** min(failures, 20), _LONGEST_PAUSE_SECONDS))


class Keeper:
    """One program, kept running. `ended` gives the reason once it must not run any more."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._process: Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self._starts = 0
        self._started = asyncio.Condition()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> None:
        """Return when the program serves. Raises StartupError."""
        try:
            await self._launch()
        except BaseException:
            await self.stop()
            raise
        self._watch = asyncio.create_task(self._keep(), name=f"keep {self._program.name}")

    async def ended(self) -> None:
        """Wait for the program's final exit and raise its reason; as long as it is kept running, wait."""
        if self._watch is not None:
            await asyncio.shield(self._watch)

    async def wait_started(self, times: int) -> None:
        """Wait until the program has served for the `times`-th time since the first start."""
        async with self._started:
            await self._started.wait_for(lambda: self._starts >= times)

    async def stop(self, steps: StopSteps | None = None) -> None:
        """Stop it for good; `steps` instead of the program's own."""
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await self._watch
        if self._process is not None:
            await stop(self._process, self._program.stop_steps if steps is None else steps)

    async def _launch(self) -> None:
        try:
            await self._launch_once()
        except StartAgain:
            await self._launch_once()
        async with self._started:
            self._starts += 1
            self._started.notify_all()

    async def _launch_once(self) -> None:
        self._process = await spawn(await self._program.prepare())
        try:
            await self._program.wait_ready(self._process)
        except BaseException:
            await stop(self._process, ())
            raise

    async def _keep(self) -> None:
        failures = 0
        while True:
            lived_seconds, exit_code = await self._life()
            reason = self._program.final(exit_code)
            if reason is not None:
                raise reason
            failures = 0 if lived_seconds >= _PROVEN_SECONDS else failures + 1
            logger.warning("%s ended (%s); it is started again", self._program.name, exit_code)
            await asyncio.sleep(pause_seconds(failures - 1) if failures else 0)
            try:
                await self._launch()
            except (StartupError, StartAgain, OSError) as error:
                logger.warning("%s does not start: %s", self._program.name, error)

    async def _life(self) -> tuple[float, int]:
        """(seconds since now, exit code) once the current process has ended."""
        began = asyncio.get_running_loop().time()
        if self._process is None:
            return 0.0, 0
        exit_code = await self._process.wait()
        return asyncio.get_running_loop().time() - began, exit_code
