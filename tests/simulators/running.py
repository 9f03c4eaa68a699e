"""Run the simulator beside a test: in a process of its own, or in a thread where its switches are objects."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from simulators.control import Control
from simulators.simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Iterator

_TESTS = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class RunningSimulator:
    proxy_url: str
    ca_file: Path
    control_url: str
    control: Control
    pid: int


@contextmanager
def simulator_process(
    folder: Path, *, latency_seconds: float = 0.0, port: int = 0, translations_for_all: bool = True
) -> Iterator[RunningSimulator]:
    """A simulator in a process of its own, until the block ends. RuntimeError if it does not start.

    `translations_for_all`: every client, not only browsers, is told of the 149 translation languages.
    """
    command = [sys.executable, "-m", "simulators", "--dir", str(folder), "--port", str(port)]
    if not translations_for_all:
        command.append("--web-translations-only")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(_TESTS), os.environ.get("PYTHONPATH", "")]),
    }
    # A session of its own, so that Ctrl-C reaches the caller first.
    process = subprocess.Popen(
        [*command, "--latency", str(latency_seconds)],
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    try:
        yield _ready(process)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _ready(process: subprocess.Popen[bytes]) -> RunningSimulator:
    line = process.stdout.readline() if process.stdout else b""
    if not line:
        raise RuntimeError("the simulator did not start; its own message stands above")
    said = orjson.loads(line)
    control = Control(said["control_url"])
    return RunningSimulator(
        said["proxy_url"], Path(said["ca_file"]), said["control_url"], control, process.pid
    )


@contextmanager
def simulator_thread(folder: Path) -> Iterator[Simulator]:
    """A simulator in an event loop of its own thread. Its `faults` and `log` may be used from any thread."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="simulator", daemon=True)
    thread.start()
    simulator = Simulator(folder)
    try:
        asyncio.run_coroutine_threadsafe(simulator.start(), loop).result(10)
        yield simulator
    finally:
        asyncio.run_coroutine_threadsafe(simulator.stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
