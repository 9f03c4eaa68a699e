"""Learnt rates outlive Redis: written to the database every minute, read at a worker's start."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from reelshelf.upstreams.limiter import HOUR_SECONDS, rate_to_remember
from reelshelf.upstreams.store import Beginning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reelshelf.kit.db import Database
    from reelshelf.upstreams.store import Endpoint, LimiterStore

log = logging.getLogger(__name__)

SAVE_SECONDS = 60.0

_SAVE = text("""
INSERT INTO upstream_rates (endpoint, rate_per_hour, prior_per_hour, learned_at)
VALUES (:endpoint, :rate, :prior, now())
ON CONFLICT (endpoint) DO UPDATE SET rate_per_hour = excluded.rate_per_hour,
  prior_per_hour = excluded.prior_per_hour, learned_at = excluded.learned_at
""")

_LOAD = text("""
SELECT endpoint, rate_per_hour, prior_per_hour, extract(epoch FROM now() - learned_at) AS age_seconds
FROM upstream_rates
""")


class LearnedRates:
    def __init__(self, database: Database, store: LimiterStore, endpoints: Sequence[Endpoint]) -> None:
        self._database = database
        self._store = store
        self._endpoints = endpoints

    async def load(self) -> None:
        """Tell the store what to begin with; without the database it begins with the priors, and no burst."""
        try:
            async with self._database.read() as connection:
                rows = {row.endpoint: row for row in await connection.execute(_LOAD)}
        except (SQLAlchemyError, OSError) as problem:
            log.warning("learnt rates not read: %s", problem)
            for endpoint in self._endpoints:
                self._store.begin_with(endpoint, Beginning(burst=False))
            return
        for endpoint in self._endpoints:
            row = rows.get(endpoint.name)
            known = row is not None and row.prior_per_hour == endpoint.prior_per_hour
            rested = row is None or row.age_seconds >= HOUR_SECONDS
            rate = float(row.rate_per_hour) if row is not None and known else None
            self._store.begin_with(endpoint, Beginning(rate, burst=rested))

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(SAVE_SECONDS)
            try:
                await self.save()
            except (SQLAlchemyError, OSError) as problem:
                log.warning("learnt rates not stored: %s", problem)

    async def save(self) -> None:
        """Of the endpoints that were used since the last time, and nothing that was guessed without Redis."""
        for endpoint in self._endpoints:
            gate, now = await self._store.look(endpoint)
            pace = gate.pace
            used_at = max(pace.worked_at, pace.refused_at)
            if pace.prior != endpoint.prior_per_hour or now - used_at > 2 * SAVE_SECONDS:
                continue
            rate = rate_to_remember(pace)
            self._store.begin_with(endpoint, Beginning(rate, burst=False))
            async with self._database.read() as connection:
                given = {"endpoint": endpoint.name, "rate": rate, "prior": endpoint.prior_per_hour}
                await connection.execute(_SAVE, given)
