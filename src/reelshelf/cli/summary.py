"""How an import ended: counts that add up, and the exit code that follows from them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reelshelf.imports.commands import ImportStarted, InvalidInput, JobSnapshot

_INVALID_SHOWN = 10
_COUNTS = (
    "total",
    "complete",
    "with_captions",
    "without_captions",
    "captions_follow",
    "unavailable",
    "pending",
    "invalid_count",
)


@dataclass(frozen=True, slots=True)
class Summary:
    """`jobs` holds the last snapshot of each job, None if nobody waited for them."""

    started: ImportStarted
    jobs: Sequence[JobSnapshot] | None

    @property
    def exit_code(self) -> int:
        """0 all fine, 1 some videos not available or not finished, 2 nothing importable."""
        if not (self.started.created or self.started.duplicates or self.started.playlists):
            return 2
        counts = self._counts()
        return 1 if counts["unavailable"] or counts["pending"] or self._lost_playlists() else 0

    def lines(self) -> list[str]:
        """For a person."""
        return [self._headline(), *self._outcome(), *self._rest(), *self._invalid()]

    def as_json(self) -> dict[str, Any]:
        """For a program: the counts of the start, and of the end if it was waited for."""
        started = self.started
        return {
            "job_ids": [str(job_id) for job_id in started.job_ids],
            "total": started.total,
            "created": started.created,
            "duplicates": started.duplicates,
            "playlists": started.playlists,
            "invalid": [asdict(each) for each in started.invalid],
            "finished": self._finished(),
            "videos": self._counts() if self.jobs is not None else None,
        }

    def _lost_playlists(self) -> int:
        """Playlists and channels that turned out to be gone or private."""
        if self.jobs is None:
            return 0
        return max(0, self._counts()["invalid_count"] - len(self.started.invalid))

    def _finished(self) -> bool:
        return self.jobs is not None and all(job.status == "completed" for job in self.jobs)

    def _counts(self) -> dict[str, int]:
        return {name: sum(getattr(job, name) for job in self.jobs or ()) for name in _COUNTS}

    def _headline(self) -> str:
        if self.exit_code == 2:  # noqa: PLR2004 - named above
            return "Nothing to import: no video link was found."
        if self.jobs is None:
            return f"{_videos(self.started.created)} on the shelf; titles and captions follow by themselves."
        if any(job.status == "cancelled" for job in self.jobs):
            return f"The import was cancelled. {_videos(self._counts()['complete'])} had been completed."
        return f"Import finished. {_videos(self._counts()['complete'])}."

    def _outcome(self) -> list[str]:
        counts = self._counts()
        said = {
            "without_captions": "without captions",
            "captions_follow": "opened already, captions follow",
            "unavailable": "not available",
            "pending": "not finished",
        }
        return [f"{counts[name]} {words}." for name, words in said.items() if counts[name]]

    def _rest(self) -> list[str]:
        started = self.started
        said = (
            (started.duplicates, "on this list already"),
            (len(started.invalid), "not a video link"),
        )
        waiting = started.playlists if self.jobs is None else 0
        collections = [f"{_collections(waiting)}, whose videos follow."] if waiting else []
        lost = self._lost_playlists()
        collections += [f"{_collections(lost)} could not be read: private, deleted or empty."] if lost else []
        return [f"{count} {words}." for count, words in said if count] + collections

    def _invalid(self) -> list[str]:
        shown = [_invalid_line(each) for each in self.started.invalid[:_INVALID_SHOWN]]
        hidden = len(self.started.invalid) - len(shown)
        return [*shown, f"  … and {hidden} more"] if hidden else shown


def _videos(count: int) -> str:
    return "1 video" if count == 1 else f"{count} videos"


def _collections(count: int) -> str:
    return "1 playlist or channel" if count == 1 else f"{count} playlists or channels"


def _invalid_line(invalid: InvalidInput) -> str:
    return f"  {invalid.source}, line {invalid.line}: {invalid.text}"
