"""What a benchmark reports, how it is printed and kept."""

from __future__ import annotations

import json
import os
import platform
import statistics
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Row:
    """One contender in one setting. `figures` are named with their unit; `ratio` is against `against`."""

    benchmark: str
    contender: str
    figures: dict[str, float]
    ratio: float | None = None
    against: str = ""
    notes: str = ""
    samples: dict[str, list[float]] = field(default_factory=dict)


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and all below it, with those it has waited for."""
    try:
        root = psutil.Process(pid)
        times = [each.cpu_times() for each in (root, *root.children(recursive=True))]
    except psutil.NoSuchProcess:
        return 0.0
    return sum(each.user + each.system + each.children_user + each.children_system for each in times)


def show(rows: Sequence[Row]) -> None:
    table = Table(title="Reelshelf benchmarks", title_justify="left")
    for name in ("benchmark", "contender", "figures", "ratio", "notes"):
        table.add_column(name)
    for row in rows:
        figures = "\n".join(f"{name} {value:,.3f}" for name, value in row.figures.items())
        ratio = f"{row.ratio:.2f} × {row.against}" if row.ratio is not None else ""
        table.add_row(row.benchmark, row.contender, figures, ratio, row.notes, end_section=True)
    Console(width=150).print(table)


def keep(rows: Sequence[Row]) -> Path:
    """Write everything, samples included, to a file named by the time."""
    now = datetime.now(UTC)
    machine = {"cpus": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()}
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{now:%Y%m%dT%H%M%SZ}.json"
    content = {"at": now.isoformat(), "machine": machine, "rows": [asdict(row) for row in rows]}
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return path
