"""Several worker processes that share one gate in Redis, as one contender."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parent.parent


class Workers:
    """Clients are dealt out among the processes; each answers by Redis alone."""

    def __init__(self, processes: list[subprocess.Popen[str]], clients: int) -> None:
        self.clients = clients
        self._processes = processes

    def ask(self, client: int, now: float) -> float:
        return self._question(client, ["ask", client, now])

    def tell(self, client: int, now: float, *, accepted: bool, retry_after: float | None) -> float:
        return self._question(client, ["tell", client, now, accepted, retry_after])

    def _question(self, client: int, question: list[object]) -> float:
        process = self._processes[client % len(self._processes)]
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.flush()
        return float(json.loads(process.stdout.readline()))


@contextmanager
def workers(
    redis_url: str,
    prior_per_hour: float,
    rate_per_hour: float | None = None,
    *,
    count: int = 4,
    clients: int = 8,
) -> Iterator[Workers]:
    """`rate_per_hour`: what an earlier run has learnt. The gate in Redis should not be there yet."""
    rate = [] if rate_per_hour is None else [str(rate_per_hour)]
    command = [sys.executable, "-m", "virtual.worker", redis_url, str(prior_per_hour), *rate]
    processes = [
        subprocess.Popen(command, cwd=TESTS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    try:
        yield Workers(processes, clients)
    finally:
        for process in processes:
            process.communicate()
