"""Reelshelf as its users start it, for benchmarks: `reelshelf up` against the simulated upstreams."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulators.running import RunningSimulator

PROGRAM = Path(sys.executable).with_name("reelshelf")
MARK = "/sign-in#token="
STOP_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Running:
    """A signed-in client and the process tree behind it."""

    base_url: str
    token: str
    client: httpx.Client
    pid: int

    def create_list(self, name: str) -> str:
        answer = self.client.post("/api/lists", json={"name": name})
        answer.raise_for_status()
        return str(answer.json()["id"])


@contextmanager
def reelshelf_up(folder: Path, simulator: RunningSimulator, **settings: str) -> Iterator[Running]:
    """The whole program on a free port, with an empty data folder, until the block ends."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REELSHELF_")}
    environment |= {
        "REELSHELF_OUTBOUND_PROXY": simulator.proxy_url,
        "REELSHELF_OUTBOUND_CA_FILE": str(simulator.ca_file),
        "REELSHELF_LOG_LEVEL": "WARNING",
        # Measured is the program, not its manners.
        "REELSHELF_YOUTUBE_REQUESTS_PER_HOUR": "100000000",
        **{f"REELSHELF_{name.upper()}": value for name, value in settings.items()},
    }
    command = [str(PROGRAM), "up", "--port", "0", "--no-open", "--data-dir", str(folder)]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True, cwd=folder.parent
    )
    try:
        base_url, link_token = _read_link(process.stdout)
        with httpx.Client(base_url=base_url, timeout=60) as client:
            answer = client.post("/api/auth/link", json={"token": link_token})
            answer.raise_for_status()
            token = answer.json()["access_token"]
            client.headers["Authorization"] = f"Bearer {token}"
            yield Running(base_url, token, client, process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(STOP_SECONDS)


def _read_link(output: IO[str] | None) -> tuple[str, str]:
    for line in output or ():
        if MARK in line:
            address, _, token = line.split()[-1].partition(MARK)
            return address, token
    raise RuntimeError("reelshelf up did not start; its message stands above")
