"""Titles come first, and by whoever can say them: the Data API, yt-dlp, or oEmbed while YouTube's player is on hold."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from reelshelf.upstreams.endpoints import endpoints_for
from reelshelf.upstreams.guard import Guard
from reelshelf.upstreams.store import RedisStore
from reelshelf.wiring.worker import worker_parts
from running import events_until, working
from simulators.world.ids import video_ids
from simulators.world.troubles import Trouble, trouble_id
from simulators.world.truth import truth
from stock import change, rows, until
from truthful import assert_equals_truth

if TYPE_CHECKING:
    from redis.asyncio import Redis

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person
    from simulators.simulator import Simulator

KEY = "AIza-invented-for-tests"
HOLD_SECONDS = 600.0


@pytest.fixture
def keyed(settings: Settings) -> Settings:
    return settings.model_copy(update={"youtube_api_key": SecretStr(KEY)})


def hold_the_player(simulator: Simulator) -> None:
    simulator.faults.update("player", status=429, retry_after_seconds=HOLD_SECONDS)


async def end_the_hold(simulator: Simulator, database: Database, redis: Redis) -> None:
    """As if its time were over."""
    simulator.faults.clear()
    await redis.delete("reelshelf:gate:youtube.player")
    await change(
        database,
        "UPDATE video_enrichments SET due_at = now(), released_at = NULL WHERE due_at IS NOT NULL",
    )


async def test_two_hundred_titles_take_four_calls(
    person: Person, keyed: Settings, simulator: Simulator
) -> None:
    list_id = await person.create_list()
    ids = video_ids(200)
    await person.import_links(list_id, ids)
    async with worker_parts(keyed) as parts:
        while await parts.scout.scout():
            pass
    assert simulator.log.per_endpoint() == {"data_api": 4}
    shelf = await person.videos(list_id)
    assert [video["title"] for video in shelf] == [truth(each).title for each in ids]
    assert {(video["import_stage"], video["import_progress"]) for video in shelf} == {("metadata", 25)}
    assert [video["duration"] for video in shelf] == [truth(each).duration_seconds for each in ids]


async def test_what_was_known_first_is_not_spoilt_by_the_look(
    person: Person, keyed: Settings, simulator: Simulator
) -> None:
    list_id = await person.create_list()
    receipt = await person.import_links(list_id, video_ids(20))
    async with worker_parts(keyed) as parts:
        assert await parts.scout.scout() == 20
    async with working(keyed):
        job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["unavailable"]) == (20, 0)
    assert simulator.log.count("data_api") == 1
    for video in await person.videos(list_id):
        # The look tells the day only.
        assert datetime.fromisoformat(video["published_at"]) == truth(video["youtube_id"]).published_at
        await assert_equals_truth(person, video)


async def test_each_step_is_told_once(person: Person, keyed: Settings) -> None:
    list_id = await person.create_list()
    async with person.socket() as (connection, _):
        await person.import_links(list_id, video_ids(20))
        async with worker_parts(keyed) as parts:
            assert await parts.scout.scout() == 20
        async with working(keyed):
            heard = await events_until(connection, lambda event: event.get("status") == "completed")
    steps: dict[str, list[tuple[str, int]]] = {}
    for event in heard:
        if event["type"] == "import_progress":
            steps.setdefault(event["youtube_id"], []).append((event["stage"], event["progress"]))
    assert len(steps) == 20
    for told in steps.values():
        assert told == [("metadata", 25), ("captions", 60), ("chapters", 90), ("complete", 100)]
    named = {event["youtube_id"]: event["title"] for event in heard if event.get("stage") == "metadata"}
    assert named == {each: truth(each).title for each in steps}


async def test_while_the_player_is_on_hold_titles_come_by_oembed(
    person: Person, settings: Settings, simulator: Simulator, database: Database, redis: Redis
) -> None:
    list_id = await person.create_list()
    lost, *ids = video_ids(12)
    hold_the_player(simulator)
    named: dict[str, dict[str, Any]] = {}

    def all_named(event: dict[str, Any]) -> bool:
        if event.get("title"):
            named[event["youtube_id"]] = event
        return len(named) == 12

    async with person.socket() as (connection, _), working(settings):
        receipt = await person.import_links(list_id, [lost, *ids])
        await events_until(connection, all_named)
    for youtube_id, event in named.items():
        assert (event["title"], event["channel"]) == (truth(youtube_id).title, truth(youtube_id).channel)
        # Without a duration it is no metadata yet, and nothing says that it were.
        assert (event["stage"], event["progress"]) == ("created", 0)
    assert simulator.log.count("oembed") == 12
    for video in await person.videos(list_id):
        assert (video["import_stage"], video["title"]) == ("created", truth(video["youtube_id"]).title)
    await end_the_hold(simulator, database, redis)
    simulator.faults.trouble(lost, Trouble.PRIVATE)
    async with working(settings):
        job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["unavailable"]) == (11, 1)
    for video in await person.videos(list_id):
        if video["youtube_id"] == lost:
            # Its title and its place stay.
            assert (video["error"]["code"], video["title"]) == ("video_private", truth(lost).title)
        else:
            await assert_equals_truth(person, video)
    assert simulator.log.count("oembed") == 12


async def test_while_the_player_answers_nobody_else_is_asked(
    person: Person, settings: Settings, simulator: Simulator
) -> None:
    list_id = await person.create_list()
    async with working(settings):
        receipt = await person.import_links(list_id, video_ids(10))
        await person.job_when(receipt["job_id"])
    assert simulator.log.count("oembed") == simulator.log.count("data_api") == 0


async def test_a_used_up_quota_is_left_alone_and_yt_dlp_goes_on(
    person: Person, keyed: Settings, simulator: Simulator, redis: Redis
) -> None:
    simulator.faults.update("data_api", status=403, reason="quotaExceeded")
    list_id = await person.create_list()
    receipt = await person.import_links(list_id, video_ids(10))
    async with worker_parts(keyed) as parts:
        assert await parts.scout.scout() == 0
        assert await parts.scout.scout() == 0
    async with working(keyed):
        job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["unavailable"]) == (10, 0)
    assert simulator.log.count("data_api") == 1
    room = await Guard(RedisStore(redis)).room(endpoints_for(900).data_api, 1)
    assert room.held
    assert room.wait_seconds <= 25 * 3600


async def test_with_quota_and_player_gone_oembed_is_left(
    person: Person, keyed: Settings, simulator: Simulator, database: Database
) -> None:
    simulator.faults.update("data_api", status=403, reason="quotaExceeded")
    hold_the_player(simulator)
    list_id = await person.create_list()
    async with working(keyed):
        await person.import_links(list_id, video_ids(8))
        await until(database, "SELECT bool_and(title IS NOT NULL) FROM videos")
    assert simulator.log.count("oembed") == 8


async def test_a_refused_key_is_told_to_the_log_and_holds_nothing_up(
    person: Person, settings: Settings, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = settings.model_copy(update={"youtube_api_key": SecretStr("bad")})
    list_id = await person.create_list()
    receipt = await person.import_links(list_id, video_ids(10))
    with caplog.at_level(logging.DEBUG):
        async with worker_parts(wrong) as parts:
            assert await parts.scout.scout() == 0
        async with working(wrong):
            job = await person.job_when(receipt["job_id"])
    assert job["complete"] == 10
    said = [each for each in caplog.records if "REELSHELF_YOUTUBE_API_KEY" in each.getMessage()]
    assert len(said) == 1
    assert simulator.log.count("data_api") == 1


async def test_the_key_stands_in_no_log(
    person: Person, keyed: Settings, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    list_id = await person.create_list()
    await person.import_links(list_id, video_ids(3))
    with caplog.at_level(logging.DEBUG):
        async with worker_parts(keyed) as parts:
            assert await parts.scout.scout() == 3
    assert simulator.log.count("data_api") == 1
    assert KEY not in caplog.text


async def test_what_the_data_api_leaves_out_is_told_apart_by_the_look(
    person: Person, keyed: Settings, simulator: Simulator
) -> None:
    list_id = await person.create_list()
    expected = {
        trouble_id(Trouble.PRIVATE): ("video_private", 0),
        trouble_id(Trouble.DELETED): ("video_deleted", 0),
        trouble_id(Trouble.REGION_BLOCKED): ("region_blocked", 25),
        trouble_id(Trouble.AGE_RESTRICTED): ("age_restricted", 25),
    }
    receipt = await person.import_links(list_id, [*expected, *video_ids(2)])
    async with worker_parts(keyed) as parts:
        assert await parts.scout.scout() == 4
    assert {video["error"] for video in await person.videos(list_id)} == {None}
    async with working(keyed):
        job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["unavailable"]) == (2, 4)
    for video in await person.videos(list_id, stage="error"):
        code, progress = expected[video["youtube_id"]]
        assert (video["error"]["code"], video["import_progress"]) == (code, progress)
        assert video["title"] == (truth(video["youtube_id"]).title if progress else None)
    assert simulator.log.count("data_api") == 1


@pytest.mark.parametrize("trouble", [Trouble.PREMIERE, Trouble.UPCOMING_LIVE, Trouble.LIVE_NOW])
async def test_what_is_not_out_yet_comes_back_by_itself(
    person: Person, keyed: Settings, simulator: Simulator, database: Database, trouble: Trouble
) -> None:
    list_id = await person.create_list()
    youtube_id = trouble_id(trouble)
    receipt = await person.import_links(list_id, [youtube_id])
    async with worker_parts(keyed) as parts:
        assert await parts.scout.scout() == 1
    async with working(keyed):
        await until(database, "SELECT bool_and(due_at > now() + interval '1 minute') FROM video_enrichments")
        [video] = await person.videos(list_id)
        assert (video["import_stage"], video["import_progress"], video["error"]) == ("created", 0, None)
        assert video["title"] == truth(youtube_id).title
        [row] = await rows(database, "SELECT due_at, attempts FROM video_enrichments")
        hours = 1 if trouble is Trouble.LIVE_NOW else 3
        expected = datetime.now(UTC) + timedelta(hours=hours)
        assert abs((row["due_at"] - expected).total_seconds()) < 90
        assert row["attempts"] == 0
        simulator.faults.trouble(youtube_id, None)
        await change(database, "UPDATE video_enrichments SET due_at = now()")
        job = await person.job_when(receipt["job_id"])
    assert job["complete"] == 1
    [video] = await person.videos(list_id)
    assert (video["import_stage"], video["title"]) == ("complete", truth(youtube_id).title)
