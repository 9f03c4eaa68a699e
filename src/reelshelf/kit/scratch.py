"""Temporary files that never stay: a folder per process, and what the dead have left is cleared away."""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager, suppress
from tempfile import mkdtemp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

_LOCK = "lock"


@contextmanager
def scratch_folder(root: Path, name: str) -> Iterator[Path]:
    """A folder `root/name-…` of our own, gone when the block ends. Raises OSError.

    Its owner holds a lock in it as long as it lives, however it ends; folders of this name without an owner
    are removed first, and once more at the end.
    """
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Nobody takes a new folder, which its owner has not locked yet, for an old one.
    with _alone(root, name):
        _sweep(root, name)
        folder = root / mkdtemp(prefix=f"{name}-", dir=root)
        descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)
        # A process that the dead were just starting holds their lock until it runs a program of its own.
        with suppress(OSError), _alone(root, name):
            _sweep(root, name)


def _alone(root: Path, name: str) -> AbstractContextManager[None]:
    return _locked(root / f"{name}.{_LOCK}")


def _sweep(root: Path, name: str) -> None:
    for folder in root.glob(f"{name}-*"):
        if folder.is_dir() and not folder.is_symlink() and not _is_owned(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_owned(folder: Path) -> bool:
    try:
        with _locked(folder / _LOCK, wait=False):
            return False
    except OSError:
        return True


@contextmanager
def _locked(file: Path, *, wait: bool = True) -> Iterator[None]:
    """Raises BlockingIOError when somebody else holds it and we do not wait."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(descriptor)
