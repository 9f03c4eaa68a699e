"""Servers of an earlier run that outlived it: found by the mark in their command line, and ended."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_POLL_SECONDS = 0.01


def mark_for(data_dir: Path, server: str) -> str:
    """A name that tells the servers of this data folder from all others, visible in the process list."""
    digest = hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]
    return f"reelshelf-{server}-{digest}"


def marked_processes(mark: str, uid: int) -> list[int]:
    """Ids of the servers that run as `uid` and carry the mark."""
    return [
        pid
        for pid, owner, command in _processes()
        if owner == uid and mark in command and _is_server(command)
    ]


def _is_server(command: str) -> bool:
    return Path(command.split(" ", 1)[0]).name.startswith(("postgres", "valkey-server"))


async def end_leftovers(
    mark: str, uid: int, *, leader: int | None, polite: signal.Signals, patience_seconds: float
) -> None:
    """Return when no marked process is left.

    `leader`, if it still runs, is asked with `polite` to end all of them and gets `patience_seconds` for it;
    without it the others are killed.
    """
    now = asyncio.get_running_loop().time
    deadline = now() + patience_seconds
    asked = False
    while running := marked_processes(mark, uid):
        if leader not in running or now() > deadline:
            _signal_all(running, signal.SIGKILL)
        elif not asked:
            _signal_all([leader], polite)
            asked = True
        await asyncio.sleep(_POLL_SECONDS)


def _signal_all(pids: list[int], which: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, which)
        except ProcessLookupError:
            continue


def _processes() -> Iterator[tuple[int, int, str]]:
    """(process id, user id, command line) of everything that runs here."""
    if Path("/proc/self/cmdline").exists():
        return _from_proc()
    return _from_ps()


def _from_proc() -> Iterator[tuple[int, int, str]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                yield int(folder.name), folder.stat().st_uid, command
            except OSError:  # it ended meanwhile
                continue


def _from_ps() -> Iterator[tuple[int, int, str]]:
    listing = subprocess.run(
        ["/bin/ps", "-axo", "pid=,uid=,command="], capture_output=True, text=True, check=True
    ).stdout
    for line in listing.splitlines():
        pid, uid, command = line.split(None, 2)
        yield int(pid), int(uid), command
