"""An upstream that wants to be spared: nothing fails, nobody hurries, and everything is there in the end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from jumping import WAITS_SECONDS, Ahead, waits_seconds
from reelshelf.wiring.stores import endpoints_of
from running import serving, sign_up, working
from simulators.faults.limits import LimitSettings
from simulators.world.ids import playlist_id, video_ids

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from reelshelf.settings import Settings
    from running import Person
    from simulators.faults.journal import Record
    from simulators.simulator import Simulator

LATENCY_SECONDS = 0.1
SHORT_HOLD_SECONDS = 1.0
CANARIES = 2


@pytest.fixture
async def slow_person(settings: Settings) -> AsyncIterator[tuple[Person, Settings]]:
    """Somebody whose Reelshelf believes that YouTube allows ten requests a second for videos."""
    paced = settings.model_copy(update={"youtube_requests_per_hour": 60_000})
    async with serving(paced) as url:
        person = await sign_up(paced, url)
        async with person.http:
            yield person, paced


@pytest.fixture
def ahead(database_url: str) -> Ahead:
    return Ahead(database_url)


async def test_a_hidden_limit_slows_down_and_fails_nothing(
    slow_person: tuple[Person, Settings], simulator: Simulator, ahead: Ahead
) -> None:
    person, settings = slow_person
    player = endpoints_of(settings).player
    simulator.faults.update("*", latency_seconds=LATENCY_SECONDS)
    # Met however slow this machine is: it lasts until it is lifted.
    simulator.faults.limit(
        ["next", "player"], LimitSettings(requests=40, per_seconds=3600, retry_after=SHORT_HOLD_SECONDS)
    )
    list_id = await person.create_list()
    async with working(settings, ahead.limits), working(settings, ahead.limits):
        rate = (await ahead.gate(player)).pace.rate
        receipt = await person.import_links(list_id, video_ids(25))
        gate = await ahead.gate_when(player, lambda gate: gate.circuit.level >= CANARIES + 1)
        simulator.faults.unlimit()
        job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["unavailable"]) == (25, 0)
    assert gate.pace.rate < rate
    refused = simulator.log.count("next", status=429) + simulator.log.count("player", status=429)
    # Everything under way when the limit is met is refused; what follows comes one by one.
    under_way = 2 * settings.max_concurrent_videos
    assert CANARIES < refused <= under_way + CANARIES + 3


async def test_a_wait_that_youtube_names_holds_everybody_and_one_goes_first(
    slow_person: tuple[Person, Settings], simulator: Simulator, ahead: Ahead
) -> None:
    person, settings = slow_person
    hold = 600.0
    simulator.faults.update("*", latency_seconds=LATENCY_SECONDS)
    simulator.faults.update("player", status=429, retry_after_seconds=hold, times=1)
    list_id = await person.create_list()
    async with working(settings, ahead.limits) as parts, working(settings, ahead.limits):
        receipt = await person.import_links(list_id, video_ids(23))
        await person.job_when(receipt["job_id"], lambda job: waits_seconds(job) > WAITS_SECONDS)
        before = looks(simulator)
        # Just not yet: both workers look, and nobody asks.
        await ahead.jump(hold / 2)
        parts.feeder.wake()
        job = await person.job_when(receipt["job_id"], lambda job: waits_seconds(job) > WAITS_SECONDS)
        assert (job["status"], looks(simulator)) == ("running", before)
        await ahead.jump(hold)
        parts.feeder.wake()
        job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["unavailable"]) == (23, 0)
    # The canary makes its two requests, one after the other, before anybody follows.
    first, second, *_ = looks(simulator)[len(before) :]
    assert (first.endpoint, second.endpoint) == ("next", "player")
    assert first.youtube_id == second.youtube_id


def looks(simulator: Simulator) -> list[Record]:
    """What was asked of YouTube's player, in the order in which it came."""
    return sorted(each for each in simulator.log.records if each.endpoint in {"next", "player"})


async def test_a_long_hold_is_told_with_its_end(
    slow_person: tuple[Person, Settings], simulator: Simulator
) -> None:
    """Every video waits, also those that were never asked for; so do links that come later."""
    person, settings = slow_person
    simulator.faults.update("*", latency_seconds=LATENCY_SECONDS)
    simulator.faults.update("player", status=429, retry_after_seconds=3600)
    list_id = await person.create_list()
    async with working(settings):
        receipt = await person.import_links(list_id, video_ids(100))
        job = await person.job_when(receipt["job_id"], lambda job: job["resumes_at"] is not None)
        asked = simulator.log.count("next")
        later = await person.import_links(list_id, video_ids(30, seed=2))
        waits = await person.job_when(later["job_id"], lambda job: job["resumes_at"] is not None)
    assert simulator.log.count("next") == asked
    assert asked <= 20
    for each in (job, waits):
        seconds = (datetime.fromisoformat(each["resumes_at"]) - datetime.now(UTC)).total_seconds()
        assert 3300 < seconds <= 3615
        assert (each["status"], each["unavailable"]) == ("running", 0)


async def test_after_an_outage_everything_comes_by_itself(
    slow_person: tuple[Person, Settings], simulator: Simulator
) -> None:
    person, settings = slow_person
    simulator.faults.update("player", status=503, times=3)
    list_id = await person.create_list()
    async with working(settings):
        receipt = await person.import_links(list_id, video_ids(20))
        job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["unavailable"]) == (20, 0)
    assert simulator.log.count("player", status=503) == 3


async def test_a_long_playlist_is_paid_for_page_by_page(
    slow_person: tuple[Person, Settings], simulator: Simulator
) -> None:
    person, settings = slow_person
    list_id = await person.create_list()
    answer = await person.http.post(
        f"/api/lists/{list_id}/videos/batch",
        json={"text": f"https://www.youtube.com/playlist?list={playlist_id(130)}"},
    )
    async with working(settings):
        job = await person.job_when(
            answer.json()["job_id"], lambda job: job["created"] == 130 and not job["expanding"]
        )
        assert job["unavailable"] == 0
    assert simulator.log.count("browse") <= 2
