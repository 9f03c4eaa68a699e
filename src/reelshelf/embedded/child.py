"""Child processes that never outlive us: own session, and a signal from the kernel when we die."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from reelshelf.embedded.account import Account

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Command:
    """What to run and how. `log` None: it writes to our terminal; `env` None: it gets our environment."""

    argv: tuple[str, ...]
    env: Mapping[str, str] | None = None
    cwd: Path | None = None
    account: Account | None = None
    descriptors: tuple[int, ...] = ()
    log: Path | None = None
    death_signal: signal.Signals = signal.SIGKILL
    """What the child gets when we die without a word (Linux)."""
    niceness: int = 0
    """How far it stands back behind others who want to compute, 0 to 19."""


StopSteps = tuple[tuple[signal.Signals, float], ...]
"""Signals to send in turn, each with the seconds to wait for it; then comes SIGKILL."""


async def spawn(command: Command, *, standard_input: bytes | None = None) -> Process:
    """Start the child. With `standard_input` it is fed that and nothing more."""
    log = _open_log(command.log)
    try:
        process = await asyncio.create_subprocess_exec(
            *command.argv,
            env=command.env,
            cwd=command.cwd,
            stdin=asyncio.subprocess.DEVNULL if standard_input is None else asyncio.subprocess.PIPE,
            stdout=log,
            stderr=log,
            pass_fds=command.descriptors,
            # A session of its own: Ctrl-C reaches us alone, and we stop the children in order.
            start_new_session=True,
            user=command.account.uid if command.account else None,
            group=command.account.gid if command.account else None,
            extra_groups=() if command.account else None,
            umask=0o077 if command.account else -1,
            preexec_fn=_settle(os.getpid(), command),
        )
    finally:
        if log is not None:
            os.close(log)
    if standard_input is not None:
        await process.communicate(standard_input)
    return process


async def stop(process: Process, steps: StopSteps) -> None:
    """Send each signal in turn until the child has ended; returns when it has."""
    for which, patience_seconds in (*steps, (signal.SIGKILL, None)):
        if process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.send_signal(which)
        with suppress(TimeoutError):
            async with asyncio.timeout(patience_seconds):
                await process.wait()


def _open_log(log: Path | None) -> int | None:
    if log is None:
        return None
    return os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)


def _settle(parent: int, command: Command) -> Callable[[], None]:
    """For between fork and exec; after the change of user, which would clear the wish to die with us."""

    def settle() -> None:
        if command.niceness:
            os.nice(command.niceness)
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, int(command.death_signal))
            if os.getppid() != parent:  # it died in between
                os._exit(1)

    return settle
