"""Ways for the servers' account into folders behind doors closed to it, without opening those doors."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reelshelf.embedded.folder import plain_errors
from reelshelf.errors import StartupError

if TYPE_CHECKING:
    from reelshelf.embedded.account import Identity

_SOCKET_PATH_BYTES = 107
"""What fits into `sun_path` on Linux, less the closing zero; macOS has 103."""
_LONGEST_SOCKET_NAME = len("/.s.PGSQL.5432.lock") + 4
_OPEN_DESCRIPTORS = Path("/proc/self/fd")


@dataclass(frozen=True, slots=True)
class Entrance:
    """A folder as a server sees it: `path`, and the descriptors it must inherit to make sense of it."""

    path: str
    descriptors: tuple[int, ...] = ()

    def close(self) -> None:
        for descriptor in self.descriptors:
            os.close(descriptor)


def enter(folder: Path, identity: Identity) -> Entrance:
    """`folder` itself if the servers may walk there; else an open descriptor of it, reached through /proc.

    So a data folder below /root works, and no permission of /root changes.
    """
    if identity.account is None or identity.account.can_enter(folder):
        return Entrance(str(folder))
    if not _OPEN_DESCRIPTORS.exists():
        raise StartupError(
            f"The account {identity.account.name}, which runs the databases, cannot reach {folder}: "
            "choose another folder with --data-dir, or start Reelshelf as an ordinary user."
        )
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    return Entrance(f"{_OPEN_DESCRIPTORS}/{descriptor}", (descriptor,))


def make_socket_folder(data_dir: Path, identity: Identity) -> Path:
    """A private folder with a path short enough for sockets: DATA_DIR/run, or what that link points to."""
    run = data_dir / "run"
    with plain_errors(data_dir):
        _remove(run)
        if _short_enough(run) and (identity.account is None or identity.account.can_enter(data_dir)):
            run.mkdir(mode=0o700)
            folder = run
        else:
            folder = Path(tempfile.mkdtemp(prefix="reelshelf-", dir=_short_parent()))
            run.symlink_to(folder)
        identity.give(folder)
    return folder


def remove_socket_folder(data_dir: Path) -> None:
    _remove(data_dir / "run")


def _remove(run: Path) -> None:
    if run.is_symlink():
        target = run.readlink()
        # Only what an earlier run made: nobody else could have made it ours and private.
        if target.name.startswith("reelshelf-"):
            shutil.rmtree(target, ignore_errors=True)
        run.unlink()
    elif run.exists():
        shutil.rmtree(run)


def _short_enough(folder: Path) -> bool:
    return len(os.fsencode(folder)) + _LONGEST_SOCKET_NAME < _SOCKET_PATH_BYTES


def _short_parent() -> str:
    wanted = os.environ.get("XDG_RUNTIME_DIR", "")
    if (
        os.geteuid() != 0
        and wanted
        and os.access(wanted, os.W_OK)
        and _short_enough(Path(wanted) / "reelshelf-12345678")
    ):
        return wanted
    return "/tmp"  # noqa: S108 - mkdtemp makes a private folder with an unguessable name
