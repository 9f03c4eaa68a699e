"""An upstream that wants to be spared: nothing fails, nobody hurries, and everything is there in the end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from running import serving, sign_up, working
from simulators.faults.limits import LimitSettings
from simulators.world.ids import playlist_id, video_ids

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from reelshelf.settings import Settings
    from running import Person
    from simulators.simulator import Simulator

LATENCY_SECONDS = 0.1


@pytest.fixture
async def slow_person(settings: Settings) -> AsyncIterator[tuple[Person, Settings]]:
    """Somebody whose Reelshelf believes that YouTube allows ten requests a second for videos."""
    paced = settings.model_copy(update={"youtube_requests_per_hour": 60_000})
    async with serving(paced) as url:
        person = await sign_up(paced, url)
        async with person.http:
            yield person, paced


async def test_a_hidden_limit_slows_down_and_fails_nothing(
    slow_person: tuple[Person, Settings], simulator: Simulator
) -> None:
    person, settings = slow_person
    simulator.faults.update("*", latency_seconds=LATENCY_SECONDS)
    simulator.faults.limit(
        ["next", "player"], LimitSettings(requests=50, per_seconds=2.0, retry_after="honest")
    )
    list_id = await person.create_list()
    async with working(settings), working(settings):
        receipt = await person.import_links(list_id, video_ids(40))
        job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["unavailable"]) == (40, 0)
    answers = [each for each in simulator.log.records if each.endpoint in {"next", "player"}]
    refused = sum(each.status == 429 for each in answers)
    # Everything under way when the limit is met is refused; what follows comes one by one.
    under_way = 2 * 2 * settings.max_concurrent_videos
    assert 0 < refused <= 1.2 * under_way


async def test_a_wait_that_youtube_names_holds_everybody_and_one_goes_first(
    slow_person: tuple[Person, Settings], simulator: Simulator
) -> None:
    person, settings = slow_person
    hold = 2.0
    simulator.faults.update("*", latency_seconds=LATENCY_SECONDS)
    simulator.faults.update("player", status=429, retry_after_seconds=hold, times=1)
    list_id = await person.create_list()
    async with working(settings), working(settings):
        receipt = await person.import_links(list_id, video_ids(30))
        job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["unavailable"]) == (30, 0)
    told_at = simulator.log.of("player", status=429)[0].at + LATENCY_SECONDS
    asked = sorted(each.at for each in simulator.log.of("next"))
    under_way = 0.5
    assert not [at for at in asked if told_at + under_way < at < told_at + hold]
    canary, *others = [at for at in asked if at >= told_at + hold]
    # The canary makes two requests, one after the other, before anybody follows.
    assert others[0] - canary >= 2 * LATENCY_SECONDS


async def test_a_long_hold_is_told_with_its_end(
    slow_person: tuple[Person, Settings], simulator: Simulator
) -> None:
    """Every video waits, also those that were never asked for; so do links that come later."""
    person, settings = slow_person
    simulator.faults.update("*", latency_seconds=LATENCY_SECONDS)
    simulator.faults.update("player", status=429, retry_after_seconds=600)
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
        assert 560 < seconds <= 615
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
