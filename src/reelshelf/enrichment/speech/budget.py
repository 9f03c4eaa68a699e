"""How many seconds of sound may be sent in a day (UTC, by the database's clock): reserved before it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from datetime import date

    from reelshelf.kit.db import Database

_TODAY = "(now() AT TIME ZONE 'UTC')::date"
_UNTIL_TOMORROW = f"""
extract(epoch FROM (({_TODAY} + 1)::timestamp AT TIME ZONE 'UTC') - now())::float8
"""

# One statement, one row a day: of any number of workers none goes over the limit.
_RESERVE = text(f"""
INSERT INTO speech_days AS d (day, seconds)
SELECT {_TODAY}, CAST(:seconds AS float8) WHERE CAST(:seconds AS float8) <= :limit
ON CONFLICT (day) DO UPDATE SET seconds = d.seconds + excluded.seconds
  WHERE d.seconds + excluded.seconds <= :limit
RETURNING day
""")

_GIVE_BACK = text("UPDATE speech_days SET seconds = greatest(seconds - :seconds, 0) WHERE day = :day")

_LEFT = text(f"""
SELECT :limit - coalesce((SELECT seconds FROM speech_days WHERE day = {_TODAY}), 0) AS left_seconds,
  {_UNTIL_TOMORROW} AS until_tomorrow
""")  # noqa: S608 - constants


class BudgetSpent(Exception):
    """Nothing more may be sent today; there is a new budget in `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"until tomorrow: {seconds:.0f} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Reservation:
    day: date
    seconds: float


class SpeechBudget:
    """`seconds_per_day` for all workers together."""

    def __init__(self, database: Database, seconds_per_day: float) -> None:
        self._database = database
        self._limit = float(seconds_per_day)

    async def reserve(self, seconds: float) -> Reservation:
        """Raises BudgetSpent when there is not as much left; then nothing is reserved."""
        given = {"seconds": seconds, "limit": self._limit}
        async with self._database.read() as connection:
            day = await connection.scalar(_RESERVE, given)
        if day is None:
            raise BudgetSpent(await self._until_tomorrow())
        return Reservation(day, seconds)

    async def give_back(self, reservation: Reservation) -> None:
        """What was reserved was not sent, or was refused."""
        given = {"seconds": reservation.seconds, "day": reservation.day}
        async with self._database.read() as connection:
            await connection.execute(_GIVE_BACK, given)

    async def check(self, seconds: float) -> None:
        """Raises BudgetSpent when a reservation would; reserves nothing."""
        async with self._database.read() as connection:
            row = (await connection.execute(_LEFT, {"limit": self._limit})).one()
        if row.left_seconds < seconds:
            raise BudgetSpent(row.until_tomorrow)

    async def _until_tomorrow(self) -> float:
        async with self._database.read() as connection:
            row = (await connection.execute(_LEFT, {"limit": self._limit})).one()
        return float(row.until_tomorrow)
