"""What a person sees while an import runs: bars on a terminal, a few plain lines anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

if TYPE_CHECKING:
    from types import TracebackType

    from reelshelf.imports.commands import JobSnapshot

_PLAIN_STEP_PERCENT = 10


def screen_for(stream: TextIO, *, quiet: bool) -> Screen:
    if quiet:
        return Screen()
    return Bars(stream) if stream.isatty() else PlainLines(stream)


class Screen:
    """Keeps the last snapshot of each job, and shows nothing."""

    def __init__(self) -> None:
        self.snapshots: dict[int, JobSnapshot] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to put back."""

    def show(self, number: int, snapshot: JobSnapshot) -> None:
        """The newest of job `number`, counted from 0."""
        self.snapshots[number] = snapshot


class Bars(Screen):
    """One live bar for each job."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}"),
            console=Console(file=stream),
        )
        self._tasks: dict[int, TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def show(self, number: int, snapshot: JobSnapshot) -> None:
        super().show(number, snapshot)
        if number not in self._tasks:
            self._tasks[number] = self._progress.add_task(f"Import {number + 1}", total=None, note="")
        self._progress.update(
            self._tasks[number], total=snapshot.total, completed=done(snapshot), note=note(snapshot)
        )


class PlainLines(Screen):
    """A line whenever a tenth more is done, or a pause begins or ends."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._shown: dict[int, tuple[int, bool]] = {}

    def show(self, number: int, snapshot: JobSnapshot) -> None:
        super().show(number, snapshot)
        percent = 100 * done(snapshot) // max(snapshot.total, 1)
        step = percent // _PLAIN_STEP_PERCENT, snapshot.resumes_at is not None
        if self._shown.get(number) != step:
            self._shown[number] = step
            line = f"Import {number + 1}: {done(snapshot)} of {snapshot.total} ({percent} %) {note(snapshot)}"
            self._stream.write(f"{line.rstrip()}\n")
            self._stream.flush()


def done(snapshot: JobSnapshot) -> int:
    """Videos that need no more waiting."""
    return int(snapshot.complete + snapshot.unavailable)


def note(snapshot: JobSnapshot) -> str:
    """What to say beside the bar: why it rests, or how long it takes."""
    if snapshot.status == "paused":
        return "Paused."
    if snapshot.resumes_at is not None:
        at = snapshot.resumes_at.astimezone()
        return f"Short pause. Continues at {at:%H:%M} by itself."
    if snapshot.status == "running" and snapshot.eta_seconds:
        return f"about {_duration(snapshot.eta_seconds)} left"
    return ""


def _duration(seconds: int) -> str:
    minutes = round(seconds / 60)
    if seconds < 90:  # noqa: PLR2004 - below that, seconds say more
        return f"{seconds} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"  # noqa: PLR2004
