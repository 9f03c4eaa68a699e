"""The embedded PostgreSQL as a program that can be kept running."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING
from urllib.parse import quote

from reelshelf.embedded.child import Command
from reelshelf.embedded.cluster import explain, prepare_cluster
from reelshelf.embedded.configuration import DATABASE, ROLE
from reelshelf.embedded.entrance import Entrance, enter
from reelshelf.embedded.leftovers import end_leftovers, mark_for
from reelshelf.errors import StartupError

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from pathlib import Path

    from reelshelf.embedded.child import StopSteps
    from reelshelf.embedded.cluster import Cluster

_POLL_SECONDS = 0.01
_STATUS_LINE = 7
"""In `postmaster.pid`, counted from 0; `pg_ctl` waits for the same word there."""

AT_ONCE: StopSteps = ((signal.SIGQUIT, 2.0),)
"""PostgreSQL's immediate shutdown: nothing is lost, the next start replays its log."""


class Postgres:
    """Its backends carry the mark, too: they outlive a killed postmaster and hold its shared memory."""

    name = "PostgreSQL"
    # SIGINT is its fast shutdown: sessions are ended, everything is written.
    stop_steps: StopSteps = ((signal.SIGINT, 15.0), *AT_ONCE)

    def __init__(self, cluster: Cluster, sockets: Path) -> None:
        self._cluster = cluster
        self._sockets = sockets
        self._mark = mark_for(cluster.data_dir, "postgres")
        self._entrance = Entrance(str(cluster.folder))
        self._log_from = 0

    @property
    def url(self) -> str:
        return f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(self._sockets))}&port=5432"

    async def prepare(self) -> Command:
        await prepare_cluster(self._cluster)
        await self._clear_away()
        self._entrance.close()
        self._entrance = enter(self._cluster.folder, self._cluster.identity)
        self._log_from = self._cluster.log.stat().st_size if self._cluster.log.exists() else 0
        return Command(
            (
                str(self._cluster.programs.postgres),
                "-D",
                self._entrance.path,
                "-c",
                f"unix_socket_directories={self._sockets}",
                "-c",
                f"cluster_name={self._mark}",
            ),
            account=self._cluster.identity.account,
            descriptors=self._entrance.descriptors,
            cwd=self._cluster.data_dir,
            log=self._cluster.log,
            death_signal=signal.SIGINT,
        )

    async def wait_ready(self, process: Process) -> None:
        while process.returncode is None:
            if self._says_ready(process.pid):
                return
            await asyncio.sleep(_POLL_SECONDS)
        raise StartupError(explain(self._cluster, self._log_from))

    def final(self, exit_code: int) -> BaseException | None:  # noqa: ARG002 - whatever the reason, it is started again
        return None

    def close(self) -> None:
        self._entrance.close()
        self._entrance = Entrance(self._entrance.path)

    async def _clear_away(self) -> None:
        """End what an earlier run left; the number in its pid file may be another program's by now."""
        leader = self._pid_file_lines()[:1]
        await end_leftovers(
            self._mark,
            self._cluster.identity.server_uid,
            leader=int(leader[0]) if leader else None,
            polite=signal.SIGINT,
            patience_seconds=10,
        )
        (self._cluster.folder / "postmaster.pid").unlink(missing_ok=True)

    def _says_ready(self, pid: int) -> bool:
        lines = self._pid_file_lines()
        return len(lines) > _STATUS_LINE and lines[0] == str(pid) and lines[_STATUS_LINE].strip() == "ready"

    def _pid_file_lines(self) -> list[str]:
        try:
            return (self._cluster.folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
