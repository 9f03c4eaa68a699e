"""A limiter whose hours pass faster than ours, so that a day and a half of waiting fits into an experiment.

What is hurried is all that a store of limits decides by: its hours, pauses, holds and turns. Told outside, waits are
divided and rates multiplied, so that guard, feeder and pipeline live in real seconds, as do leases, retries, the
queue and both databases.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reelshelf.upstreams.store import Wait

if TYPE_CHECKING:
    from reelshelf.upstreams.gate import Gate
    from reelshelf.upstreams.reports import Report
    from reelshelf.upstreams.store import Beginning, Endpoint, LimiterStore, Permit

MOMENTS = (
    "since",
    "at",
    "cut_at",
    "refused_at",
    "hold_until",
    "worked_at",
    "began",
    "refused_from",
    "probe_until",
)


class HurriedStore:
    """A `LimiterStore` around another one, whose clock runs `factor` times as fast as ours."""

    def __init__(self, store: LimiterStore, factor: float) -> None:
        self._store = store
        self._factor = factor

    def begin_with(self, endpoint: Endpoint, beginning: Beginning) -> None:
        self._store.begin_with(endpoint, beginning)

    async def begin(self, endpoint: Endpoint) -> tuple[Gate, float]:
        return self._told(*await self._store.begin(endpoint))

    async def acquire(self, endpoint: Endpoint, cost: float, patience_seconds: float) -> Permit | Wait:
        answer = await self._store.acquire(endpoint, cost, patience_seconds * self._factor)
        return Wait(answer.seconds / self._factor, answer.held) if isinstance(answer, Wait) else answer

    async def report(self, permit: Permit, report: Report) -> float:
        return await self._store.report(permit, report) / self._factor

    async def look(self, endpoint: Endpoint) -> tuple[Gate, float]:
        return self._told(*await self._store.look(endpoint))

    def _told(self, gate: Gate, now: float) -> tuple[Gate, float]:
        pace = gate.pace
        moments = {name: getattr(pace, name) / self._factor for name in MOMENTS}
        circuit = replace(
            gate.circuit,
            open_until=gate.circuit.open_until / self._factor,
            canary_until=gate.circuit.canary_until / self._factor,
        )
        hurried = replace(pace, rate=pace.rate * self._factor, **moments)
        return replace(gate, pace=hurried, circuit=circuit), now / self._factor
