"""`reelshelf up` as a person starts and stops it."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simulators.simulator import Simulator

_LOOK_SECONDS = 0.05
REELSHELF = (sys.executable, "-P", "-m", "reelshelf")


class Up:
    """A running `reelshelf up`; `address` and `link` are what it printed."""

    def __init__(self, data_dir: Path, simulator: Simulator) -> None:
        self.data_dir = data_dir
        self.env = environment(simulator)
        command = (*REELSHELF, "up", "--port", "0", "--data-dir", str(data_dir), "--no-open")
        self.process = subprocess.Popen(
            command, env=self.env, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self.process.stdout is not None
        self.address = address_in(self.process.stdout.readline())
        self.link = address_in(self.process.stdout.readline())

    def get(self, path: str) -> Any:
        """The JSON at `path`. While the web server is away, the open socket makes the request wait."""
        return httpx.get(f"{self.address}{path}", timeout=60).json()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another command on the same data folder."""
        command = (*REELSHELF, *arguments, "--data-dir", str(self.data_dir))
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)

    def child(self, command: str) -> int:
        """Process id of the child that runs this command."""
        return next(pid for pid, line in children_of(self.process.pid) if f"reelshelf {command}" in line)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.communicate()


def environment(simulator: Simulator) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("REELSHELF_")}
    return own | {
        "REELSHELF_OUTBOUND_PROXY": simulator.proxy_url,
        "REELSHELF_OUTBOUND_CA_FILE": str(simulator.ca_file),
        "REELSHELF_YOUTUBE_REQUESTS_PER_HOUR": "100000000",
    }


def address_in(line: str) -> str:
    found = re.search(r"http://\S+", line)
    assert found, f"no address in {line!r}"
    return found[0]


def children_of(parent: int) -> list[tuple[int, str]]:
    """(process id, command line) of each."""
    listing = subprocess.run(["ps", "-axo", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
    rows = (line.split(None, 2) for line in listing.stdout.splitlines())
    return [(int(pid), line) for pid, ppid, line in rows if int(ppid) == parent]


def wait_for(done: Callable[[], bool]) -> None:
    """Return when it is so; the test's own time is the limit."""
    while not done():
        time.sleep(_LOOK_SECONDS)


def wait_gone(pid: int) -> None:
    """Return when the process has ended."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        select.select([descriptor], [], [])
    finally:
        os.close(descriptor)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="reelshelf-up-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)
