"""What was learnt outlives Redis: rates and long holds are written to the database, and read at a worker's start."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from reelshelf.upstreams.limiter import HOUR_SECONDS, fresh, rate_to_remember
from reelshelf.upstreams.store import Beginning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reelshelf.kit.db import Database
    from reelshelf.upstreams.gate import Gate
    from reelshelf.upstreams.store import Endpoint, LimiterStore

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
SAVE_SECONDS = 60.0
"""A rate is written no more often; the beginning and the end of a long hold at the next look."""
LONG_HOLD_SECONDS = 60.0

_SAVE = text("""
INSERT INTO upstream_rates (endpoint, rate_per_hour, prior_per_hour, learned_at, held_until, holds)
VALUES (:endpoint, :rate, :prior, now(), to_timestamp(CAST(:held_until AS float8)), :holds)
ON CONFLICT (endpoint) DO UPDATE SET rate_per_hour = excluded.rate_per_hour,
  prior_per_hour = excluded.prior_per_hour, learned_at = excluded.learned_at,
  held_until = excluded.held_until, holds = excluded.holds
""")

_CLAIM_BURST = text(f"""
INSERT INTO upstream_rates (endpoint, rate_per_hour, prior_per_hour) VALUES (:endpoint, :rate, :prior)
ON CONFLICT (endpoint) DO UPDATE SET learned_at = now()
  WHERE upstream_rates.learned_at < now() - interval '{HOUR_SECONDS} seconds'
RETURNING endpoint
""")  # noqa: S608 - a constant
# Whoever reads it while it is written waits, and then finds it taken.

_LOAD = text("""
SELECT endpoint, rate_per_hour, prior_per_hour, extract(epoch FROM held_until)::float8 AS held_until, holds
FROM upstream_rates
""")


@dataclass(frozen=True, slots=True)
class Saved:
    at: float
    held_until: float


NEVER = Saved(float("-inf"), 0.0)


class LearnedRates:
    def __init__(self, database: Database, store: LimiterStore, endpoints: Sequence[Endpoint]) -> None:
        self._database = database
        self._store = store
        self._endpoints = endpoints
        self._saved: dict[str, Saved] = {}

    async def load(self) -> None:
        """Tell the store what to begin with; without the database it begins with the priors, and no burst.

        An endpoint that nobody has used for an hour begins with a burst, once: whoever claims it in the database
        begins at once, so that it is neither given twice nor lost with what Redis knew.
        """
        try:
            async with self._database.begin() as connection:
                rested = {
                    endpoint.name
                    for endpoint in self._endpoints
                    if await connection.scalar(_CLAIM_BURST, _first(endpoint)) is not None
                }
                rows = {row.endpoint: row for row in await connection.execute(_LOAD)}
        except (SQLAlchemyError, OSError) as problem:
            log.warning("learnt rates not read: %s", problem)
            for endpoint in self._endpoints:
                self._store.begin_with(endpoint, Beginning(burst=False))
            return
        for endpoint in self._endpoints:
            row = rows[endpoint.name]
            rate = row.rate_per_hour if row.prior_per_hour == endpoint.prior_per_hour else None
            burst, held_until = endpoint.name in rested, row.held_until or 0.0
            self._saved[endpoint.name] = replace(NEVER, held_until=held_until)
            self._store.begin_with(endpoint, Beginning(rate, burst, held_until, row.holds))
            if burst:
                await self._store.begin(endpoint)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.save()
            except (SQLAlchemyError, OSError) as problem:
                log.warning("learnt rates not stored: %s", problem)

    async def save(self) -> None:
        """Of the endpoints that were used since the last time, and nothing that was guessed without Redis."""
        for endpoint in self._endpoints:
            gate, now = await self._store.look(endpoint)
            if gate.pace.prior != endpoint.prior_per_hour:
                continue
            saved = self._saved.get(endpoint.name, NEVER)
            held_until = _long_hold(gate, now, saved)
            rate = rate_to_remember(gate.pace)
            self._store.begin_with(endpoint, Beginning(rate, False, held_until, gate.circuit.level))  # noqa: FBT003
            if held_until != saved.held_until or _is_due(gate, now, saved):
                await self._write(endpoint, rate, held_until, gate.circuit.level)
                self._saved[endpoint.name] = Saved(now, held_until)

    async def _write(self, endpoint: Endpoint, rate: float, held_until: float, holds: float) -> None:
        given = {"endpoint": endpoint.name, "rate": rate, "prior": endpoint.prior_per_hour}
        async with self._database.begin() as connection:
            await connection.execute(_SAVE, {**given, "held_until": held_until or None, "holds": holds})


def _first(endpoint: Endpoint) -> dict[str, str | float]:
    rate = rate_to_remember(fresh(endpoint.prior_per_hour, 0.0, most_burst=endpoint.most_burst))
    return {"endpoint": endpoint.name, "rate": rate, "prior": endpoint.prior_per_hour}


def _is_due(gate: Gate, now: float, saved: Saved) -> bool:
    used_at = max(gate.pace.worked_at, gate.pace.refused_at)
    return now - used_at <= 2 * SAVE_SECONDS and now - saved.at >= SAVE_SECONDS


def _long_hold(gate: Gate, now: float, saved: Saved) -> float:
    """Until when, or 0. One that is over, and was long, still means that one call goes first."""
    until = gate.circuit.open_until
    return until if until - now >= LONG_HOLD_SECONDS or until == saved.held_until else 0.0
