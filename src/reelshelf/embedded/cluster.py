"""PostgreSQL's data folder: made in one step that either happens or does not, and checked before each use."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reelshelf.embedded.child import Command, spawn
from reelshelf.embedded.configuration import DATABASE, ROLE, write_configuration
from reelshelf.embedded.entrance import enter
from reelshelf.embedded.folder import full_disk_sentence, plain_errors
from reelshelf.embedded.programs import POSTGRES_MAJOR
from reelshelf.errors import StartupError

if TYPE_CHECKING:
    from pathlib import Path

    from reelshelf.embedded.account import Identity
    from reelshelf.embedded.entrance import Entrance
    from reelshelf.embedded.programs import Programs

_LOG_BYTES_KEPT = 5_000_000


@dataclass(frozen=True, slots=True)
class Cluster:
    """The folder DATA_DIR/postgres and what works on it."""

    data_dir: Path
    programs: Programs
    identity: Identity

    @property
    def folder(self) -> Path:
        return self.data_dir / "postgres"

    @property
    def log(self) -> Path:
        return self.data_dir / "logs" / "postgres.log"


async def prepare_cluster(cluster: Cluster) -> None:
    """Make the data folder if there is none, check it, write its configuration. Raises StartupError."""
    with plain_errors(cluster.data_dir):
        cluster.log.parent.mkdir(mode=0o700, exist_ok=True)
        if cluster.log.exists() and cluster.log.stat().st_size > _LOG_BYTES_KEPT:
            cluster.log.replace(cluster.log.with_suffix(".log.1"))
        if not cluster.folder.exists():
            await _create(cluster)
        _check(cluster)
        write_configuration(cluster.folder, cluster.identity)


def explain(cluster: Cluster, log_from: int) -> str:
    """Why PostgreSQL did not start, from what it logged since byte `log_from`."""
    with cluster.log.open("rb") as log:
        log.seek(log_from)
        text = log.read().decode(errors="replace")
    if "No space left on device" in text:
        return full_disk_sentence(cluster.data_dir)
    if "could not open shared memory segment" in text:
        return "PostgreSQL may not use shared memory here: make /dev/shm writable for everyone (mode 1777)."
    if "Permission denied" in text:
        return _foreign_sentence(cluster)
    if "could not create shared memory segment" in text or "Cannot allocate memory" in text:
        return "PostgreSQL does not get the memory it needs: close other programs and start again."
    return _damaged_sentence(cluster)


async def _create(cluster: Cluster) -> None:
    side = cluster.folder.with_name("postgres.new")
    if side.exists():
        shutil.rmtree(side)
    side.mkdir(mode=0o700)
    cluster.identity.give(side)
    entrance = enter(side, cluster.identity)
    log_from = cluster.log.stat().st_size if cluster.log.exists() else 0
    try:
        for argv, standard_input in _steps(cluster.programs, entrance):
            command = Command(
                argv,
                account=cluster.identity.account,
                descriptors=entrance.descriptors,
                log=cluster.log,
                cwd=cluster.data_dir,
            )
            process = await spawn(command, standard_input=standard_input)
            if await process.wait() != 0:
                raise StartupError(explain(cluster, log_from))
    finally:
        entrance.close()
    side.rename(cluster.folder)
    _flush(cluster.data_dir)


def _steps(programs: Programs, entrance: Entrance) -> tuple[tuple[tuple[str, ...], bytes | None], ...]:
    """(command line, standard input) of making the cluster, and in it the database."""
    initdb = (
        str(programs.initdb),
        f"--pgdata={entrance.path}",
        f"--username={ROLE}",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--auth=peer",
        "--no-instructions",
    )
    # Without a server: nothing may connect before all is done.
    single_user = (str(programs.postgres), "--single", "-D", entrance.path, "template1")
    return (initdb, None), (single_user, f"CREATE DATABASE {DATABASE} OWNER {ROLE};\n".encode())


def _check(cluster: Cluster) -> None:
    try:
        found = int((cluster.folder / "PG_VERSION").read_text(encoding="ascii").split(".")[0])
    except PermissionError:
        raise StartupError(_foreign_sentence(cluster)) from None
    except (OSError, ValueError):
        raise StartupError(_damaged_sentence(cluster)) from None
    if cluster.folder.stat().st_uid != cluster.identity.server_uid:
        raise StartupError(_foreign_sentence(cluster))
    if found > POSTGRES_MAJOR:
        raise StartupError(
            f"The databases in {cluster.folder} were made by PostgreSQL {found}, this Reelshelf brings "
            f"PostgreSQL {POSTGRES_MAJOR}: install the newer Reelshelf again."
        )
    if found < POSTGRES_MAJOR:
        raise StartupError(
            f"The databases in {cluster.folder} were made by PostgreSQL {found}, this Reelshelf brings "
            f"PostgreSQL {POSTGRES_MAJOR}: convert them with pg_upgrade, or start the earlier Reelshelf, "
            "export the lists, and import them into a new folder."
        )


def _foreign_sentence(cluster: Cluster) -> str:
    return (
        f"The databases in {cluster.folder} belong to another user: start Reelshelf as that user, "
        "or choose another folder with --data-dir."
    )


def _damaged_sentence(cluster: Cluster) -> str:
    return (
        f"PostgreSQL cannot open its databases in {cluster.folder} (details in {cluster.log}): "
        "restore that folder from a backup, or move it away to start with an empty shelf."
    )


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
