"""What the experiments measured, as a table in docs/reliability.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BEGIN = "<!-- measured: written by `make faults` -->"
END = "<!-- end of measured -->"
HEADER = "| Experiment | What must hold | What was measured | Size | Last run |\n|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Row:
    """One experiment; its name is its identity."""

    experiment: str
    must_hold: str
    measured: str
    size: str
    day: str

    @property
    def line(self) -> str:
        cells = (self.experiment, self.must_hold, self.measured, self.size, self.day)
        return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


class Reliability:
    """Collects rows. With a `document` it writes each at once, so that an interrupted run keeps what it has."""

    def __init__(self, document: Path | None) -> None:
        self._document = document

    def held(self, experiment: str, must_hold: str, *, measured: str, size: str) -> None:
        """Call it last, after every assertion: only what held is written down."""
        row = Row(experiment, must_hold, measured, size, datetime.now(UTC).date().isoformat())
        if self._document is not None:
            self._document.write_text(merged(self._document.read_text(), row))


def merged(document: str, row: Row) -> str:
    """The document with this row in the place of the experiment's former one, or at the end of the table."""
    before, rest = document.split(BEGIN)
    table, after = rest.split(END)
    lines = {line.split("|")[1].strip(): line for line in table.splitlines() if line.startswith("| ")}
    lines.pop("Experiment", None)
    lines[row.experiment] = row.line
    return "\n".join([before + BEGIN, HEADER, *lines.values(), END + after])
