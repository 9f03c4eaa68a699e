"""Refusals that hide, with the real worker: what waits for them goes by a clock that jumps."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from conftest import run_statement
from reelshelf.upstreams.store import RedisStore
from running import Person, serving, sign_up, working
from simulators.world.ids import video_ids

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from reelshelf.settings import Settings
    from simulators.simulator import Simulator


@dataclass
class Ahead:
    """The wall clock, some hours later; what is due in the tables comes closer as much."""

    database_url: str
    seconds: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.seconds

    async def jump(self, seconds: float) -> None:
        self.seconds += seconds
        await run_statement(
            self.database_url,
            f"UPDATE video_enrichments SET due_at = due_at - make_interval(secs => {seconds})",  # noqa: S608 - a number
        )


@pytest.fixture
async def person(settings: Settings) -> AsyncIterator[Person]:
    async with serving(settings) as url:
        person = await sign_up(settings, url)
        async with person.http:
            yield person


@pytest.fixture
def ahead(database_url: str) -> Ahead:
    return Ahead(database_url)


def waits_seconds(job: dict[str, Any]) -> float:
    if job["resumes_at"] is None:
        return 0.0
    return (datetime.fromisoformat(job["resumes_at"]) - datetime.now(UTC)).total_seconds()


@pytest.mark.parametrize(("endpoint", "status"), [("player", 429), ("player", 403)])
async def test_what_yt_dlp_hides_is_seen_and_paced(
    person: Person, settings: Settings, simulator: Simulator, ahead: Ahead, endpoint: str, status: int
) -> None:
    """It says `Failed to extract any player response`, and the status only in a warning."""
    simulator.faults.update(endpoint, status=status, times=1)
    list_id = await person.create_list()
    async with working(settings, lambda redis: RedisStore(redis, clock=ahead)):
        receipt = await person.import_links(list_id, video_ids(1))
        job = await person.job_when(receipt["job_id"], lambda job: waits_seconds(job) > 5)
        assert (job["status"], job["unavailable"]) == ("running", 0)
        await ahead.jump(1000)
        job = await person.job_when(receipt["job_id"])
        [video] = await person.videos(list_id)
    assert (job["complete"], video["channel"] is not None) == (1, True)
    assert simulator.log.count(endpoint, status=status) == 1
