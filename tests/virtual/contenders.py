"""Ways to go about a limit that one does not know."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Protocol

from reelshelf.upstreams import gate as gates
from reelshelf.upstreams import limiter
from reelshelf.upstreams.failures import Failure, FailureKind
from reelshelf.upstreams.reports import WORKED, report_of

if TYPE_CHECKING:
    from reelshelf.upstreams.gate import Entry, Gate

CONCURRENCY = 20
FOREVER = 1e12


class Contender(Protocol):
    """`client` is one of several that work at the same time; times and waits are seconds."""

    clients: int

    def ask(self, client: int, now: float) -> float:
        """The wait before asking again; 0: the request goes now."""
        ...

    def tell(self, client: int, now: float, *, accepted: bool, retry_after: float | None) -> float:
        """How the request ended; the client's wait before its next one."""
        ...


class Reelshelf:
    """Our own maths. `learned_per_hour`: what an earlier run has found out."""

    def __init__(
        self, prior_per_hour: float, learned_per_hour: float | None = None, clients: int = 10
    ) -> None:
        self.clients = clients
        self.refusal = FailureKind.RATE_LIMITED
        pace = limiter.fresh(prior_per_hour, 0.0)
        if learned_per_hour is not None:
            pace = limiter.resumed(pace, learned_per_hour, 0.0)
        self.gate: Gate = gates.Gate(pace)
        self.canaries: set[str] = set()

    def ask(self, client: int, now: float) -> float:
        entry: Entry
        self.gate, entry = gates.enter(
            self.gate, now, str(client), 1, concurrency=CONCURRENCY, patience_seconds=FOREVER
        )
        if entry.canary:
            self.canaries.add(str(client))
        return entry.wait_seconds

    def tell(self, client: int, now: float, *, accepted: bool, retry_after: float | None) -> float:
        report = WORKED if accepted else report_of(Failure(self.refusal, "refused", retry_after))
        canary = str(client) in self.canaries
        self.canaries.discard(str(client))
        self.gate = gates.leave(self.gate, now, str(client), 1, report, canary=canary)
        return 0.0


class FixedPause:
    """The usual advice: a few at a time, a pause after each."""

    def __init__(self, clients: int = 3, pause_seconds: float = 2.0) -> None:
        self.clients = clients
        self.pause_seconds = pause_seconds

    def ask(self, client: int, now: float) -> float:  # noqa: ARG002 - the port's
        return 0.0

    def tell(self, client: int, now: float, *, accepted: bool, retry_after: float | None) -> float:  # noqa: ARG002
        return self.pause_seconds


class BackoffOnly:
    """As fast as it goes; after a refusal exponential backoff with full jitter, up to a minute."""

    def __init__(self, clients: int = 10, seed: int = 1) -> None:
        self.clients = clients
        self._refused = [0] * clients
        self._chance = random.Random(seed)  # noqa: S311 - jitter

    def ask(self, client: int, now: float) -> float:  # noqa: ARG002 - the port's
        return 0.0

    def tell(self, client: int, now: float, *, accepted: bool, retry_after: float | None) -> float:  # noqa: ARG002
        if accepted:
            self._refused[client] = 0
            return 0.0
        self._refused[client] += 1
        wait = self._chance.random() * min(60.0, 2.0 ** min(self._refused[client], 6))
        return max(wait, retry_after or 0.0)
