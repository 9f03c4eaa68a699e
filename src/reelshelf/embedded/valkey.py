"""The embedded Valkey as a program that can be kept running."""

from __future__ import annotations

import asyncio
import logging
import shutil
import signal
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reelshelf.embedded.child import Command
from reelshelf.embedded.folder import full_disk_sentence, plain_errors
from reelshelf.embedded.keeper import StartAgain
from reelshelf.embedded.leftovers import end_leftovers, mark_for, marked_processes
from reelshelf.errors import StartupError

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from pathlib import Path

    from reelshelf.embedded.account import Identity
    from reelshelf.embedded.child import StopSteps

_POLL_SECONDS = 0.01
_LOG_BYTES_KEPT = 1_000_000
_DAMAGE = ("append only file", "AOF", "RDB")
"""What its complaints about unreadable files contain."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ValkeyPlace:
    """Where it lives and which binary it is."""

    data_dir: Path
    sockets: Path
    binary: Path
    identity: Identity

    @property
    def folder(self) -> Path:
        return self.data_dir / "valkey"

    @property
    def log(self) -> Path:
        return self.data_dir / "logs" / "valkey.log"

    @property
    def socket(self) -> Path:
        return self.sockets / "valkey.sock"


class Valkey:
    """Holds nothing that PostgreSQL could not give back: unreadable files are put aside."""

    name = "Valkey"
    stop_steps: StopSteps = ((signal.SIGTERM, 5.0),)

    def __init__(self, place: ValkeyPlace) -> None:
        self._place = place
        self._mark = mark_for(place.data_dir, "valkey")
        self._log_from = 0

    @property
    def url(self) -> str:
        return f"unix://{self._place.socket}"

    async def prepare(self) -> Command:
        await self._clear_away()
        with plain_errors(self._place.data_dir):
            self._make_folders()
        # The working folder is entered before the change of user: it need not be reachable for it.
        return Command(
            (str(self._place.binary), *self._options()),
            account=self._place.identity.account,
            cwd=self._place.folder,
            log=self._place.log,
            death_signal=signal.SIGTERM,
        )

    async def wait_ready(self, process: Process) -> None:
        while process.returncode is None:
            if await _answers(self._place.socket):
                return
            await asyncio.sleep(_POLL_SECONDS)
        complaint = self._complaint()
        if "No space left on device" in complaint:
            raise StartupError(full_disk_sentence(self._place.data_dir))
        if any(word in complaint for word in _DAMAGE):
            self._put_aside()
            raise StartAgain
        raise StartupError(
            f"Valkey does not start (details in {self._place.log}): move {self._place.folder} away "
            "and start again."
        )

    def final(self, exit_code: int) -> BaseException | None:  # noqa: ARG002 - whatever the reason, it is started again
        return None

    def _options(self) -> tuple[str, ...]:
        options = {
            "port": "0",
            "unixsocket": str(self._place.socket),
            "unixsocketperm": "700",
            "appendonly": "yes",
            "appendfsync": "everysec",
            # The append-only file is enough; snapshots would only fork now and then.
            "save": "",
            "maxmemory-policy": "noeviction",
            "databases": "16",
            "loglevel": "warning",
            "proc-title-template": f"{{title}} {self._mark}",
        }
        return tuple(part for name, value in options.items() for part in (f"--{name}", value))

    def _make_folders(self) -> None:
        self._place.log.parent.mkdir(mode=0o700, exist_ok=True)
        self._place.folder.mkdir(mode=0o700, exist_ok=True)
        self._place.socket.unlink(missing_ok=True)
        identity = self._place.identity
        if self._place.folder.stat().st_uid != identity.server_uid:
            for path in (self._place.folder, *self._place.folder.rglob("*")):
                identity.give(path)
        log = self._place.log
        self._log_from = log.stat().st_size if log.exists() else 0
        if self._log_from > _LOG_BYTES_KEPT:
            log.replace(log.with_suffix(".log.1"))
            self._log_from = 0

    async def _clear_away(self) -> None:
        uid = self._place.identity.server_uid
        running = marked_processes(self._mark, uid)
        leader = running[0] if running else None
        await end_leftovers(self._mark, uid, leader=leader, polite=signal.SIGTERM, patience_seconds=5)

    def _complaint(self) -> str:
        with self._place.log.open("rb") as log:
            log.seek(self._log_from)
            return log.read().decode(errors="replace")

    def _put_aside(self) -> None:
        aside = self._place.folder.with_name("valkey.unreadable")
        with plain_errors(self._place.data_dir):
            shutil.rmtree(aside, ignore_errors=True)
            self._place.folder.rename(aside)
        logger.warning("Valkey cannot read its files; they are kept in %s and it starts empty", aside)


async def _answers(socket: Path) -> bool:
    """Whether it serves; while it still loads, it answers with an error."""
    try:
        reader, writer = await asyncio.open_unix_connection(str(socket))
    except OSError:
        return False
    try:
        writer.write(b"PING\r\n")
        return await reader.readline() == b"+PONG\r\n"
    except OSError:
        return False
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
