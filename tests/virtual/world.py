"""Clients, a latency, and a server with a hidden limit."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from virtual.contenders import Contender

LATENCY_SECONDS = 0.2
LEAST_WAIT_SECONDS = 1e-6


@dataclass(slots=True)
class Story:
    """When requests were accepted and refused, in seconds since the beginning."""

    accepted: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)

    @property
    def refused_share(self) -> float:
        return len(self.refused) / max(len(self.refused) + len(self.accepted), 1)

    def accepted_between(self, begin: float, end: float) -> int:
        return sum(begin <= at < end for at in self.accepted)


def play(
    contender: Contender,
    refuse: Callable[[float], float | None],
    *,
    requests: int | None = None,
    until_seconds: float = float("inf"),
    honest: bool = False,
) -> Story:
    """Until so many requests were accepted, or so much time has passed.

    `refuse` is the server: None lets a request pass, else the seconds until one would, which it names only
    when it is `honest`.
    """
    story = Story()
    order = itertools.count()
    events = [(0.0, next(order), client, False) for client in range(contender.clients)]
    while requests is None or len(story.accepted) < requests:
        now, _, client, arrives = heapq.heappop(events)
        if now >= until_seconds:
            break
        if arrives:
            wait = refuse(now)
            (story.accepted if wait is None else story.refused).append(now)
            told = wait if honest else None
            at = now + contender.tell(client, now, accepted=wait is None, retry_after=told)
        else:
            pause = contender.ask(client, now)
            at = now + (max(pause, LEAST_WAIT_SECONDS) if pause else LATENCY_SECONDS)
        heapq.heappush(events, (at, next(order), client, not arrives and not pause))
    return story
