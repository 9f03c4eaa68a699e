"""The note DATA_DIR/run.json: how other commands find the databases of a running `reelshelf up`."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from reelshelf.embedded.folder import is_locked, plain_errors

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "run.json"


@dataclass(frozen=True, slots=True)
class Running:
    """`address` as a browser reaches it; the rest as in the settings of the same names."""

    pid: int
    address: str
    database_url: str
    redis_url: str


def write_note(data_dir: Path, running: Running) -> None:
    """Readable by this user alone: addresses may carry passwords."""
    beside = data_dir / f"{_NAME}.new"
    with plain_errors(data_dir):
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(running), file)
        beside.replace(data_dir / _NAME)


def remove_note(data_dir: Path) -> None:
    (data_dir / _NAME).unlink(missing_ok=True)


def find_running(data_dir: Path) -> Running | None:
    """What runs on this folder; None if nothing does, whatever an earlier run left lying there."""
    if not is_locked(data_dir):
        return None
    try:
        return Running(**json.loads((data_dir / _NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
