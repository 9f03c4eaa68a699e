"""What must be true after every experiment, and how long anything had to wait meanwhile."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from stock import rows, until
from truthful import assert_equals_truth

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from reelshelf.kit.db import Database
    from running import Person
    from simulators.simulator import Simulator

LONGEST_REST_SECONDS = 60.0
"""What is promised."""
LOOK_SECONDS = 0.5

_STEPS = """
SELECT array_agg(CAST(event->>'progress' AS integer) ORDER BY seq) AS steps
FROM job_progress_events WHERE event->>'type' = 'import_progress' GROUP BY video_id
"""
_BEGUN = """
SELECT video_id AS id, fence, lease_until, released_at, due_at FROM video_enrichments
WHERE due_at <= now() AND fence > 0
UNION ALL
SELECT id, fence, lease_until, released_at, due_at FROM job_collections WHERE due_at <= now() AND fence > 0
"""
_COST = "SELECT 1 FROM video_enrichments WHERE attempts > 0"
_SETTLED = "SELECT NOT EXISTS (SELECT 1 FROM video_enrichments WHERE due_at IS NOT NULL)"


async def assert_told_once(database: Database, count: int) -> int:
    """Every step of every video exactly once, in order, numbered without a gap.

    A video that opened while YouTube was too busy for its captions is told again when they are there: how many were.
    """
    steps = [row["steps"] for row in await rows(database, _STEPS)]
    assert [each for each in steps if each[:4] != [25, 60, 90, 100] or set(each[4:]) - {100}] == []
    assert len(steps) == count
    numbers = [row["seq"] for row in await rows(database, "SELECT seq FROM job_progress_events ORDER BY seq")]
    assert numbers == list(range(1, len(numbers) + 1))
    return sum(len(each) > 4 for each in steps)


async def assert_nothing_lost(
    person: Person, database: Database, list_id: str, youtube_ids: Sequence[str], patience_seconds: float
) -> int:
    """Each video once and in its place, as the simulated world says; told once; no attempt spent.

    How many got their captions later than they opened.
    """
    await until(database, _SETTLED, patience_seconds=patience_seconds)
    shelf = await person.videos(list_id)
    assert [video["youtube_id"] for video in shelf] == list(youtube_ids)
    for video in shelf:
        await assert_equals_truth(person, video)
    assert await rows(database, _COST) == []
    return await assert_told_once(database, len(youtube_ids))


async def repeated_calls(database: Database, simulator: Simulator) -> int:
    """Looks at videos beyond the first of each; never more than it was claimed anew."""
    claims = {
        row["youtube_id"]: row["fence"]
        for row in await rows(
            database,
            "SELECT v.youtube_id, e.fence FROM video_enrichments e JOIN videos v ON v.id = e.video_id",
        )
    }
    looks = dict.fromkeys(claims, 0)
    for record in simulator.log.of(endpoint="player"):
        looks[record.youtube_id] += 1
    assert [each for each, count in looks.items() if count > claims[each]] == []
    return sum(looks.values()) - len(looks)


class Rests:
    """`longest_seconds` that something begun and not yet done went without a sign of anybody caring for it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen: dict[Any, tuple[Any, float]] = {}
        self.longest_seconds = 0.0

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            now = asyncio.get_running_loop().time()
            begun = {row["id"]: tuple(row.values()) for row in await rows(self._database, _BEGUN)}
            self._seen = {
                each: self._seen[each] if self._seen.get(each, (None,))[0] == state else (state, now)
                for each, state in begun.items()
            }
            rests = [now - since for _, since in self._seen.values()]
            self.longest_seconds = max([self.longest_seconds, *rests])
            await asyncio.sleep(LOOK_SECONDS)


@asynccontextmanager
async def resting(database: Database) -> AsyncIterator[Rests]:
    rests = Rests(database)
    watching = asyncio.create_task(rests.watch())
    try:
        yield rests
    finally:
        watching.cancel()
        await asyncio.wait({watching})
