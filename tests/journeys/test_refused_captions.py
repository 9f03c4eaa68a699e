"""Captions are refused and metadata are not: the videos come as if nothing were, and the captions by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from jumping import Ahead
from reelshelf.upstreams.limiter import NEVER
from reelshelf.wiring.stores import endpoints_of
from running import events_until, working
from simulators.world.ids import video_ids
from simulators.world.truth import truth

if TYPE_CHECKING:
    from reelshelf.settings import Settings
    from running import Person
    from simulators.simulator import Simulator

VIDEOS = [youtube_id for youtube_id in video_ids(40) if truth(youtube_id).has_captions][:20]


@pytest.fixture
def ahead(database_url: str) -> Ahead:
    return Ahead(database_url)


@pytest.fixture
def hearing_settings(settings: Settings) -> Settings:
    """With speech recognition, which would hear a video whose captions were thought not to exist."""
    return settings.model_copy(update={"groq_api_key": SecretStr("invented")})


def looks(simulator: Simulator) -> dict[str, tuple[int, int]]:
    """How often each video was looked at: requests to `next` and `player`."""
    return {
        youtube_id: (simulator.log.count("next", youtube_id), simulator.log.count("player", youtube_id))
        for youtube_id in VIDEOS
    }


async def test_refused_captions_cost_the_videos_nothing_and_follow_by_themselves(
    person: Person, hearing_settings: Settings, simulator: Simulator, ahead: Ahead
) -> None:
    endpoints = endpoints_of(hearing_settings)
    once, twice = dict.fromkeys(VIDEOS, (1, 1)), dict.fromkeys(VIDEOS, (2, 2))
    async with working(hearing_settings, ahead.limits) as parts:
        allowed = await person.import_links(await person.create_list("Allowed"), VIDEOS)
        job = await person.job_when(allowed["job_id"], lambda job: job["with_captions"] == len(VIDEOS))
        assert looks(simulator) == once
        pace = (await ahead.gate(endpoints.player)).pace

        simulator.faults.update("captions", status=429)
        asked = simulator.log.count("timedtext")
        list_id = await person.create_list("Refused")
        refused = await person.import_links(list_id, VIDEOS)
        job = await person.job_when(refused["job_id"])
        assert (job["complete"], job["captions_follow"], job["unavailable"]) == (len(VIDEOS), len(VIDEOS), 0)
        assert {video["enrichment_status"] for video in await person.videos(list_id)} == {"partial"}
        # As many requests as when captions were allowed, at the same pace.
        assert looks(simulator) == twice
        gate = await ahead.gate(endpoints.player)
        assert (gate.pace.rate, gate.pace.allowance) == (pace.rate, pace.allowance)
        assert (gate.pace.refused_at, gate.circuit.failures, gate.circuit.level) == (NEVER, 0, 0)
        # What was under way when the first one was refused, and a few that went first.
        assert simulator.log.count("timedtext") - asked <= hearing_settings.max_concurrent_videos + 5

        async with person.socket() as (connection, _):
            simulator.faults.update("captions", status=None)
            await ahead.jump(1000)
            parts.feeder.wake()
            told = await events_until(connection, lambda event: bool(event.get("captions_source")))
        assert (told[-1]["type"], told[-1]["stage"]) == ("import_progress", "complete")
        assert told[-1]["enrichment_status"] == "completed"
        job = await person.job_when(refused["job_id"], lambda job: job["with_captions"] == len(VIDEOS))
    assert (job["captions_follow"], job["without_captions"]) == (0, 0)
    # Nothing was looked at a second time for its captions, and nothing was heard.
    assert looks(simulator) == twice
    assert simulator.log.count("speech") == simulator.log.count("googlevideo") == 0


async def test_a_video_opens_although_its_captions_never_answer(
    person: Person, settings: Settings, simulator: Simulator
) -> None:
    simulator.faults.update("captions", hang=True)
    list_id = await person.create_list()
    async with working(settings):
        receipt = await person.import_links(list_id, VIDEOS[:1])
        job = await person.job_when(receipt["job_id"])
        [video] = await person.videos(list_id)
    assert (job["complete"], job["captions_follow"]) == (1, 1)
    assert (video["import_progress"], video["enrichment_status"]) == (100, "partial")
