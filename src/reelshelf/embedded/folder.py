"""The data folder: made if missing, checked, and locked so that only one Reelshelf works in it."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reelshelf.errors import StartupError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FREE_BYTES_NEEDED = 128 * 1024 * 1024
"""Below this, PostgreSQL could not even write its next log segments."""

_LOCK_NAME = "lock"
_LOCK_TRIES = 5
_LOCK_PAUSE_SECONDS = 0.02


@contextmanager
def plain_errors(folder: Path) -> Iterator[None]:
    """Turn what the operating system says about `folder` into a StartupError that says what to do."""
    try:
        yield
    except OSError as error:
        raise StartupError(_sentence(error, folder)) from error


def open_folder(folder: Path, *, free_bytes_needed: int = FREE_BYTES_NEEDED) -> Path:
    """The folder's real path, existing, writable and with room in it. Raises StartupError."""
    with plain_errors(folder):
        # Root's servers run as another account, which must be able to pass through, not to look around.
        folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        free = shutil.disk_usage(folder).free
    if free < free_bytes_needed:
        raise StartupError(full_disk_sentence(folder))
    return folder.resolve()


def lock_folder(folder: Path) -> int:
    """A descriptor that holds the lock until it is closed or this program ends. Raises StartupError."""
    with plain_errors(folder):
        descriptor = os.open(folder / _LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if not _try_lock(descriptor):
        owner = os.pread(descriptor, 20, 0).decode().strip()
        os.close(descriptor)
        raise StartupError(
            f"Another Reelshelf (process {owner or 'unknown'}) already uses {folder}: "
            "stop it first, or choose another folder with --data-dir."
        )
    with plain_errors(folder):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    return descriptor


def _try_lock(descriptor: int) -> bool:
    """Several tries: another command may just be looking whether the folder is in use."""
    for _ in range(_LOCK_TRIES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_LOCK_PAUSE_SECONDS)
        else:
            return True
    return False


def is_locked(folder: Path) -> bool:
    """Whether a running Reelshelf holds the folder."""
    try:
        descriptor = os.open(folder / _LOCK_NAME, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def full_disk_sentence(folder: Path) -> str:
    return (
        f"The disk that holds {folder} is full: free some space, or choose another folder with --data-dir, "
        "and start again."
    )


def _sentence(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full_disk_sentence(folder)
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return (
            f"{folder} cannot be a folder because a file is in the way: choose another one with --data-dir."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"Reelshelf may not write to {folder}: give this user the right to, "
            "or choose another folder with --data-dir."
        )
    return f"The folder {folder} cannot be used ({error.strerror}): choose another one with --data-dir."
