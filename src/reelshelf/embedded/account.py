"""Whom the servers run as: PostgreSQL refuses to run as root, so root steps down to an existing account."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reelshelf.errors import StartupError

if TYPE_CHECKING:
    from pathlib import Path

_CANDIDATES = ("reelshelf", "postgres", "nobody", "daemon")


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    uid: int
    gid: int

    def can_enter(self, folder: Path) -> bool:
        """Whether `folder` and every folder on the way may be traversed, by their mode bits."""
        real = folder.resolve()
        return all(self._may_traverse(step) for step in (real, *real.parents))

    def _may_traverse(self, folder: Path) -> bool:
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are, and the account that the servers step down to (None: they stay who we are)."""

    user_name: str
    account: Account | None

    @property
    def server_uid(self) -> int:
        return self.account.uid if self.account else os.geteuid()

    def give(self, path: Path | int) -> None:
        """Hand a path or an open file over to the account of the servers."""
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)


def identity_for(cluster: Path) -> Identity:
    """The account that owns `cluster` already, else the first of a few that every system has.

    Raises StartupError when no suitable account exists.
    """
    user_name = _name_of(os.geteuid())
    if os.geteuid() != 0:
        return Identity(user_name, None)
    return Identity(user_name, _owner(cluster) or _first_existing())


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        message = (
            f"PostgreSQL needs a named account, but user id {uid} has none on this machine: "
            "run Reelshelf as a user listed in /etc/passwd, or set REELSHELF_DATABASE_URL."
        )
        raise StartupError(message) from None


def _owner(cluster: Path) -> Account | None:
    if not cluster.is_dir() or cluster.stat().st_uid == 0:
        return None
    entry = pwd.getpwuid(cluster.stat().st_uid)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _first_existing() -> Account:
    for name in _CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise StartupError(
        "PostgreSQL does not run as root, and this machine has no account named reelshelf, postgres or "
        "nobody: create one, or start Reelshelf as an ordinary user."
    )
