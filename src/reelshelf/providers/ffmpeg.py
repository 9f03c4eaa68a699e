"""Sound for speech recognition: where its pauses are, and pieces of it as small FLAC files, by ffmpeg."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
from typing import TYPE_CHECKING

from reelshelf.captions.speech import Sound, Span
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from pathlib import Path

PAUSE_SECONDS = 0.3
PAUSE_DECIBELS = -35
LISTEN_SECONDS = 900.0
CUT_SECONDS = 180.0
NICENESS = 10
"""It stands back behind whatever a person waits for."""

_FORMATS = "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,ogg,mp3,aac"
"""Plain sound. A file that claims to be a playlist could make ffmpeg open others."""
_ASKED = (
    "-hide_banner",
    "-nostdin",
    "-nostats",
    "-protocol_whitelist",
    "file,pipe",
    "-format_whitelist",
    _FORMATS,
)
_PAUSE = re.compile(rb"silence_(start|end): (-?[0-9.]+)")
_TIME = re.compile(rb"out_time_us=([0-9]+)")


def find_ffmpeg() -> str | None:
    """The ffmpeg that came with us, else one of the machine; None without."""
    import imageio_ffmpeg  # noqa: PLC0415 - only who needs it looks for it

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:
        return shutil.which("ffmpeg")


class Ffmpeg:
    """A `SoundCutter`. Raises UpstreamError of kind `transient` for sound that cannot be read."""

    def __init__(self, program: str) -> None:
        self._program = program

    async def listen(self, sound: Path) -> Sound:
        heard = f"silencedetect=noise={PAUSE_DECIBELS}dB:d={PAUSE_SECONDS}"
        progress, log = await self._run(
            LISTEN_SECONDS,
            *("-i", f"file:{sound}", "-vn", "-af", heard, "-progress", "pipe:1", "-f", "null", "-"),
        )
        times = _TIME.findall(progress)
        if not times:
            raise _unreadable("there is no sound in it")
        duration = int(times[-1]) / 1_000_000
        return Sound(duration, tuple(_pauses(log, duration)))

    async def cut(self, sound: Path, span: Span, target: Path) -> None:
        await self._run(
            CUT_SECONDS,
            *("-ss", f"{span.start_seconds:.3f}", "-t", f"{span.seconds:.3f}", "-i", f"file:{sound}", "-vn"),
            *(
                "-ac",
                "1",
                "-ar",
                "16000",
                "-sample_fmt",
                "s16",
                "-c:a",
                "flac",
                "-f",
                "flac",
                "-y",
                f"file:{target}",
            ),
        )

    async def _run(self, seconds: float, *arguments: str) -> tuple[bytes, bytes]:
        """What it wrote to its two outputs. Whatever happens, it has ended afterwards."""
        process = await asyncio.create_subprocess_exec(
            self._program,
            *_ASKED,
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        try:
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
            async with asyncio.timeout(seconds):
                output, log = await process.communicate()
        except TimeoutError as error:
            raise _unreadable(f"ffmpeg took longer than {seconds:g} seconds") from error
        finally:
            await asyncio.shield(_end(process))
        if process.returncode != 0:
            raise _unreadable(log.decode(errors="replace").strip()[-500:])
        return output, log


def _pauses(log: bytes, duration: float) -> list[Span]:
    """A pause that lasts to the end of the sound is only told the beginning of, now and then."""
    pauses: list[Span] = []
    begun: float | None = None
    for what, at in _PAUSE.findall(log):
        if what == b"start":
            begun = max(float(at), 0.0)
        elif begun is not None:
            pauses.append(Span(begun, float(at)))
            begun = None
    return [*pauses, Span(begun, duration)] if begun is not None and begun < duration else pauses


async def _end(process: Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _unreadable(detail: str) -> UpstreamError:
    return UpstreamError(Failure(FailureKind.TRANSIENT, f"sound: {detail}"))
