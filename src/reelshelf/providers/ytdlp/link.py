"""Our end of one child process: calls go out, answers come back, and what happens when they do not."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import orjson

from reelshelf.providers.ytdlp import frames
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable

    from reelshelf.providers.ytdlp.briefing import Briefing
    from reelshelf.providers.ytdlp.frames import Frame

START_SECONDS = 60.0
"""A child that is not ready by then is given up."""


@dataclass(frozen=True, slots=True)
class ChildSettings:
    """How each child is started. `ca_file`: certificate authorities trusted instead of the usual ones."""

    briefing: Briefing
    timeout_seconds: float
    calls_before_renewal: int
    ca_file: str | None = None


@dataclass(slots=True)
class _Waiting:
    answer: asyncio.Future[Frame]
    timer: asyncio.TimerHandle


class Link:
    """One child. `on_unfit(link)` is called once, when it should get no more calls: it hung or is gone."""

    def __init__(self, settings: ChildSettings, on_unfit: Callable[[Link], None]) -> None:
        self._settings = settings
        self._on_unfit = on_unfit
        self._ids = count(1)
        self._waiting: dict[int, _Waiting] = {}
        self._readers: set[int] = set()
        self._process: Process | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._life: asyncio.Task[None] | None = None
        self._answers = 0
        self._settled = asyncio.Event()
        self.is_ready = False
        self.is_gone = False
        self.unfit = False
        self.last_used_seconds = 0.0

    @property
    def load(self) -> int:
        """Answers still due, abandoned ones included: their threads are busy."""
        return len(self._waiting)

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        self._life = asyncio.create_task(self._live(), name="yt-dlp child")

    async def ask(self, frame: Frame, call_id: int | None = None) -> Frame:
        """Send one call and wait for its one answer.

        Raises UpstreamError when the child takes too long, or ends. Cancelled, the call is abandoned: one
        that has not begun never does, and the answer of one that has is dropped.
        """
        call_id = call_id or next(self._ids)
        await self._until_ready()
        answer = self._send(call_id, frame)
        try:
            return await answer
        except asyncio.CancelledError:
            self.tell({"id": call_id, "do": "stop"})
            raise

    def _send(self, call_id: int, frame: Frame) -> asyncio.Future[Frame]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Frame] = loop.create_future()
        timer = loop.call_later(self._settings.timeout_seconds, self._hung, call_id)
        self._waiting[call_id] = _Waiting(answer, timer)
        self.last_used_seconds = loop.time()
        self.tell({**frame, "id": call_id})
        return answer

    def tell(self, frame: Frame) -> None:
        """Send without waiting for anything. To a child that is gone: nothing."""
        if self._writer and not self._writer.is_closing():
            self._writer.write(frames.encode(frame))

    def open_reader(self) -> int:
        """The id of a call that gets many answers, each asked for."""
        call_id = next(self._ids)
        self._readers.add(call_id)
        return call_id

    def close_reader(self, call_id: int) -> None:
        """A list is no longer read: its thread may end."""
        if call_id in self._readers:
            self._readers.discard(call_id)
            self.tell({"id": call_id, "do": "stop"})
            self._end_if_idle()

    async def close(self) -> None:
        """End the child and wait until it is gone."""
        self.unfit = True
        if self._life:
            self._kill()
            await asyncio.wait([self._life])

    # -- the child's life

    async def _live(self) -> None:
        """From start to end: connect, read, and then tell everybody who still waits."""
        deadline = asyncio.get_running_loop().call_later(START_SECONDS, self._kill)
        try:
            reader = await self._spawn()
            await self._read(reader, deadline)
        except (OSError, asyncio.IncompleteReadError, frames.FrameTooLargeError, orjson.JSONDecodeError):
            pass  # However it ended, what follows is the same.
        finally:
            deadline.cancel()
            self._kill()
            self.is_gone = True
            self._settled.set()
            self._fail_all("the yt-dlp process ended")
            self._declare_unfit()
            if self._writer:
                self._writer.close()
            if self._process:
                await self._process.wait()

    async def _spawn(self) -> asyncio.StreamReader:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "reelshelf.providers.ytdlp.child", str(os.getpid())),
                stdin=theirs.fileno(),
                stdout=asyncio.subprocess.DEVNULL,
                env=_environment(self._settings.ca_file),
                # Ctrl-C is for the parent, which then ends its children in order.
                start_new_session=True,
            )
        if self.unfit:
            self._kill()
        reader, self._writer = await asyncio.open_unix_connection(sock=ours)
        self.tell(self._settings.briefing.to_json())
        return reader

    async def _read(self, reader: asyncio.StreamReader, deadline: asyncio.TimerHandle) -> None:
        while True:
            size = frames.length(await reader.readexactly(frames.HEAD.size))
            frame = orjson.loads(await reader.readexactly(size))
            if "id" in frame:
                self._answered(frame)
            else:
                deadline.cancel()
                self.is_ready = True
                self._settled.set()

    async def _until_ready(self) -> None:
        """Wait for a child that is still starting. Raises UpstreamError for one that is gone."""
        await self._settled.wait()
        if self.is_gone:
            raise _broken("the yt-dlp process is gone")

    def _answered(self, frame: Frame) -> None:
        waiting = self._waiting.pop(frame["id"], None)
        if waiting:
            waiting.timer.cancel()
            if not waiting.answer.done():
                waiting.answer.set_result(frame)
        self._answers += 1
        if self._answers >= self._settings.calls_before_renewal:
            self._declare_unfit()
        self._end_if_idle()

    def _hung(self, call_id: int) -> None:
        """Answer for the child; its thread is lost, so it gets no new calls and ends with its other ones."""
        waiting = self._waiting.pop(call_id, None)
        if waiting and not waiting.answer.done():
            waiting.answer.set_exception(
                _broken(f"no answer within {self._settings.timeout_seconds:g} seconds")
            )
        self._declare_unfit()
        asyncio.get_running_loop().call_later(self._settings.timeout_seconds, self._kill)
        self._end_if_idle()

    def _declare_unfit(self) -> None:
        if not self.unfit:
            self.unfit = True
            self._on_unfit(self)

    def _end_if_idle(self) -> None:
        if self.unfit and not self._waiting and not self._readers:
            self._kill()

    def _fail_all(self, reason: str) -> None:
        for waiting in self._waiting.values():
            waiting.timer.cancel()
            if not waiting.answer.done():
                waiting.answer.set_exception(_broken(reason))
        self._waiting.clear()

    def _kill(self) -> None:
        # Not `Process.kill`, which also collects a child that is dead already, and so takes it from asyncio.
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)


def _broken(reason: str) -> UpstreamError:
    return UpstreamError(Failure(FailureKind.TRANSIENT, reason))


def _environment(ca_file: str | None) -> dict[str, str]:
    environment = {**os.environ, "YTDLP_NO_PLUGINS": "1"}
    if ca_file:
        environment["SSL_CERT_FILE"] = ca_file
    return environment
