"""Trials: a video suspected of ending its workers is worked on in a process of its own.

Whoever kills a worker from outside kills a worker; only a video that is to blame kills the process it is alone in
while the worker lives, and the worker sees it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
from typing import TYPE_CHECKING, Literal, TypeVar
from uuid import UUID

import orjson

from reelshelf.captions.tracks import CaptionTrack
from reelshelf.enrichment.pipeline import Snapshot

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Coroutine, Sequence

log = logging.getLogger(__name__)

Verdict = Literal["survived", "died", "hung", "failed", "no process"]
Answer = TypeVar("Answer")

START_SECONDS = 60.0
TRIAL_SECONDS = 300.0
"""A video that takes longer blocks its process. Generous: the database may be away meanwhile."""
IDLE_SECONDS = 30.0
"""After which a process that has no more suspects is ended."""
READY, DONE, FAILED = b"ready\n", b"done\n", b"failed\n"
_VERDICTS: dict[bytes, Verdict] = {DONE: "survived", FAILED: "failed"}


class Trial:
    """Starts `command` with our process id as its last argument when there is a suspect, and keeps it for the next.

    The process gets `briefing` as its first line, says `ready`, and then answers each snapshot with `done` or
    `failed`; see `reelshelf.trial`. The claim stays ours: we renew it, and the process writes under its fence.
    """

    def __init__(self, command: Sequence[str], briefing: bytes, *, seconds: float = TRIAL_SECONDS) -> None:
        self._command = command
        self._briefing = briefing
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._idle: asyncio.TimerHandle | None = None

    @property
    def is_busy(self) -> bool:
        return self._turn.locked()

    async def hold(self, snapshot: Snapshot) -> Verdict:
        """Work on this video, and say what became of the process. Cancelled, it ends the process."""
        async with self._turn:
            if self._idle:
                self._idle.cancel()
            try:
                verdict = await self._held(snapshot)
            except BaseException:
                await asyncio.shield(self._end())
                raise
            if verdict == "survived":
                self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._dismiss)
            else:
                await self._end()
                log.warning("a suspect's trial: %s", verdict, extra=snapshot.names)
            return verdict

    async def close(self) -> None:
        async with self._turn:
            await self._end()

    async def _held(self, snapshot: Snapshot) -> Verdict:
        process = await self._started()
        if process is None:
            return "no process"
        answer = await _within(self._seconds, _ask(process, to_line(snapshot)))
        if answer is None:
            return "hung"
        return _VERDICTS.get(answer, "died")

    async def _started(self) -> Process | None:
        """The process, ready; None when it does not start, for which no video is to blame."""
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *(*self._command, str(os.getpid())),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                # Ctrl-C is for us; we end it in order.
                start_new_session=True,
            )
            if await _within(START_SECONDS, _ask(self._process, self._briefing)) != READY:
                return None
        return self._process

    async def _end(self) -> None:
        if self._idle:
            self._idle.cancel()
        process, self._process = self._process, None
        if process is not None:
            # Not `Process.kill`, which also collects a child that is dead already, and so takes it from asyncio.
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process.pid, signal.SIGKILL)
            await process.wait()

    def _dismiss(self) -> None:
        """It ends by itself when it hears that there is no more."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
        self._process = None


async def _ask(process: Process, line: bytes) -> bytes:
    """Its answer; nothing when it has ended."""
    assert process.stdin is not None  # noqa: S101 - we asked for the pipes
    assert process.stdout is not None  # noqa: S101 - the same
    with contextlib.suppress(OSError):
        process.stdin.write(line + b"\n")
        await process.stdin.drain()
    return await process.stdout.readline()


async def _within(seconds: float, question: Coroutine[None, None, Answer]) -> Answer | None:
    try:
        async with asyncio.timeout(seconds):
            return await question
    except TimeoutError:
        return None


def to_line(snapshot: Snapshot) -> bytes:
    """JSON, in one line. The driver's ids are a kind of UUID of their own."""
    return orjson.dumps(snapshot, default=str)


def from_line(line: bytes) -> Snapshot:
    """What `to_line` made."""
    fields = orjson.loads(line)
    for name in ("video_id", "user_id", "list_id", "job_id"):
        fields[name] = UUID(fields[name]) if fields[name] else None
    track = CaptionTrack(**fields["track"]) if fields["track"] else None
    return Snapshot(**{**fields, "track": track})
