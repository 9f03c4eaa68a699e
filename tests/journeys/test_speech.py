"""Captions that YouTube certainly does not have are made by speech recognition, without keeping anybody waiting."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from processes import worker_process
from reelshelf.captions.webvtt import cues_from_vtt
from reelshelf.enrichment.speech.worker import SLOTS
from running import LOOK_SECONDS, PATIENCE_SECONDS, events_until, serving, sign_up, working
from simulators.world.ids import video_ids
from simulators.world.sound import utterances
from simulators.world.troubles import Trouble, trouble_id
from simulators.world.truth import truth
from stock import change, rows, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person
    from simulators.simulator import Simulator

SHORT = trouble_id(Trouble.NO_CAPTIONS, 46)
"""Under a minute."""
TEN_MINUTES = trouble_id(Trouble.NO_CAPTIONS, 18)
"""649 seconds: two parts."""
TWO_HOURS = trouble_id(Trouble.NO_CAPTIONS, 150)
CLOSE_SECONDS = 0.5
AMPLE = 100_000_000


@pytest.fixture
def hearing_settings(settings: Settings) -> Settings:
    """With a key, and a budget that is nobody's concern."""
    return settings.model_copy(
        update={"groq_api_key": SecretStr("invented"), "speech_audio_seconds_per_day": AMPLE}
    )


@pytest.fixture
async def listener(hearing_settings: Settings) -> AsyncIterator[Person]:
    """Somebody whose Reelshelf has speech recognition; no worker runs yet."""
    async with serving(hearing_settings) as url:
        person = await sign_up(hearing_settings, url)
        async with person.http:
            yield person


async def video_when(
    person: Person,
    list_id: str,
    done: Callable[[dict[str, Any]], bool],
    *,
    count: int = 1,
) -> list[dict[str, Any]]:
    """All videos of the list, once each is as wished; fails after PATIENCE_SECONDS."""
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(found) < count or not all(map(done, found)):
            await asyncio.sleep(LOOK_SECONDS)
            found = await person.videos(list_id)
    return found


def is_heard(video: dict[str, Any]) -> bool:
    return bool(video["captions_source"] == "whisper")


async def assert_heard_rightly(person: Person, video: dict[str, Any]) -> None:
    """Every word of the video, each within half a second of when it was said."""
    known = truth(video["youtube_id"])
    vtt = (await person.http.get(f"/api/videos/{video['id']}/captions.vtt")).text
    cues, said = cues_from_vtt(vtt), utterances(known)
    assert [cue.text for cue in cues] == [" ".join(each.text.split()) for each in said]
    for cue, each in zip(cues, said, strict=True):
        assert cue.start_seconds == pytest.approx(each.start_seconds, abs=CLOSE_SECONDS)
        assert cue.end_seconds == pytest.approx(each.end_seconds, abs=CLOSE_SECONDS)
    enrichment = await person.get(f"/api/videos/{video['id']}/enrichment")
    assert (enrichment["status"], enrichment["captions_source"]) == ("completed", "whisper")
    assert (enrichment["captions_language"], enrichment["progress_message"]) == (
        known.original_language,
        None,
    )
    transcript = (await person.http.get(f"/api/videos/{video['id']}/transcript")).text
    assert "".join(transcript.split()) == "".join("".join(cue.text for cue in cues).split())


async def assert_nothing_is_left(settings: Settings, database: Database) -> None:
    """No temporary file, no part, no work."""
    assert left_files(settings.data_dir) == []
    counted = await rows(
        database,
        "SELECT (SELECT count(*) FROM speech_works) AS works, (SELECT count(*) FROM speech_parts) AS parts",
    )
    assert counted == [{"works": 0, "parts": 0}]


def left_files(data_dir: Path) -> list[str]:
    return [str(path) for path in (data_dir / "tmp").rglob("*") if path.is_file() and "lock" not in path.name]


async def test_a_video_without_captions_opens_at_once_and_gets_some_by_itself(
    listener: Person, hearing_settings: Settings, database: Database
) -> None:
    list_id = await listener.create_list()
    async with listener.socket() as (connection, _), working(hearing_settings):
        receipt = await listener.import_links(list_id, [SHORT])
        told = await events_until(connection, lambda event: event.get("captions_source") == "whisper")
        opened = [each for each in told if each.get("stage") == "complete"]
        assert [
            (each["progress"], each["enrichment_status"], each["captions_source"]) for each in opened
        ] == [
            (100, "partial", None),
            (100, "completed", "whisper"),
        ]
        assert "speech recognition" in opened[0]["message"]
        (video,) = await listener.videos(list_id)
        await assert_heard_rightly(listener, video)
        job = await listener.job_when(receipt["job_id"], lambda job: job["with_captions"] == 1)
        assert (job["complete"], job["captions_follow"], job["without_captions"]) == (1, 0, 0)
    await assert_nothing_is_left(hearing_settings, database)


async def test_captions_that_are_refused_are_never_heard_instead(
    listener: Person, hearing_settings: Settings, database: Database, simulator: Simulator
) -> None:
    unsaid = (
        Trouble.CAPTIONS_EMPTY,
        Trouble.CAPTIONS_HTML,
        Trouble.CAPTIONS_NOT_FOUND,
        Trouble.CAPTIONS_NEED_TOKEN,
        Trouble.CAPTIONS_429,
    )
    ids = [trouble_id(trouble, 0) for trouble in unsaid]
    list_id = await listener.create_list()
    async with working(hearing_settings):
        receipt = await listener.import_links(list_id, [*ids, SHORT])
        job = await listener.job_when(receipt["job_id"], lambda job: job["with_captions"] == 1)
    assert (job["complete"], job["captions_follow"], job["without_captions"]) == (6, 5, 0)
    videos = {video["youtube_id"]: video for video in await listener.videos(list_id)}
    assert {(videos[each]["enrichment_status"], videos[each]["captions_source"]) for each in ids} == {
        ("partial", None)
    }
    # One call, for the other video.
    assert [each.youtube_id for each in simulator.log.of("googlevideo")] == [SHORT]
    assert simulator.log.count("speech") == 1
    await assert_nothing_is_left(hearing_settings, database)


async def test_without_a_key_videos_stay_without_captions(
    person: Person, settings: Settings, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="reelshelf")
    list_id = await person.create_list()
    async with working(settings):
        receipt = await person.import_links(list_id, [SHORT, TEN_MINUTES])
        job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["without_captions"], job["captions_follow"]) == (2, 2, 0)
    assert {video["captions_source"] for video in await person.videos(list_id)} == {"none"}
    assert simulator.log.count("speech") == simulator.log.count("googlevideo") == 0
    assert sum("no speech recognition" in record.message for record in caplog.records) == 1


async def test_music_stays_without_captions_and_is_heard_once(
    listener: Person, hearing_settings: Settings, database: Database, simulator: Simulator
) -> None:
    list_id = await listener.create_list()
    async with working(hearing_settings):
        await listener.import_links(list_id, [trouble_id(Trouble.ONLY_MUSIC, 9)])
        (video,) = await video_when(listener, list_id, lambda video: video["captions_source"] == "none")
    assert video["enrichment_status"] == "completed"
    enrichment = await listener.get(f"/api/videos/{video['id']}/enrichment")
    assert enrichment["progress_message"] == "Nothing is said in this video."
    assert simulator.log.count("speech") == 1
    assert await rows(database, "SELECT 1 FROM video_enrichments WHERE due_at IS NOT NULL") == []
    await assert_nothing_is_left(hearing_settings, database)


async def test_too_large_a_part_is_split_and_a_short_pause_is_kept_in_place(
    listener: Person, hearing_settings: Settings, database: Database, simulator: Simulator
) -> None:
    """Two refusals as too large: 600 seconds become 300, then 150. What was refused is not paid for."""
    simulator.faults.update("speech", status=413, reason="rate_limit_exceeded", times=2)
    list_id = await listener.create_list()
    async with working(hearing_settings):
        await listener.import_links(list_id, [TEN_MINUTES])
        (video,) = await video_when(listener, list_id, is_heard)
    await assert_heard_rightly(listener, video)
    assert simulator.log.count("speech", status=413) == 2
    assert simulator.log.count("speech", status=200) >= 649 / 150
    assert simulator.log.count("player", TEN_MINUTES) == 2
    (spent,) = await rows(database, "SELECT seconds FROM speech_days")
    assert spent["seconds"] == pytest.approx(truth(TEN_MINUTES).duration_seconds, abs=1)
    await assert_nothing_is_left(hearing_settings, database)


async def test_two_hours_come_together_to_the_half_second(
    listener: Person, hearing_settings: Settings, database: Database, simulator: Simulator
) -> None:
    list_id = await listener.create_list()
    async with working(hearing_settings):
        await listener.import_links(list_id, [TWO_HOURS])
        (video,) = await video_when(listener, list_id, is_heard)
    await assert_heard_rightly(listener, video)
    assert 7000 / 600 < simulator.log.count("speech", status=200) < 7500 / 400
    assert simulator.log.count("speech") == simulator.log.count("speech", status=200)
    await assert_nothing_is_left(hearing_settings, database)


async def test_a_worker_killed_between_parts_is_followed_by_one_that_goes_on(
    listener: Person, hearing_settings: Settings, database: Database, simulator: Simulator
) -> None:
    simulator.faults.update("speech", latency_seconds=1.0)
    list_id = await listener.create_list()
    async with worker_process(hearing_settings) as process:
        await listener.import_links(list_id, [TEN_MINUTES])
        await until(database, "SELECT count(*) = 1 AS one FROM speech_parts")
        process.kill()
        await process.wait()
    assert left_files(hearing_settings.data_dir)
    (before,) = await rows(database, "SELECT start_seconds, end_seconds, cues FROM speech_parts")
    await change(database, "UPDATE speech_works SET lease_until = now() - interval '1 second'")
    async with working(hearing_settings):
        (video,) = await video_when(listener, list_id, is_heard)
    await assert_heard_rightly(listener, video)
    assert before["end_seconds"] < truth(TEN_MINUTES).duration_seconds
    # Two parts, and the one that was under way at most once more.
    assert simulator.log.count("speech") <= 3
    await assert_nothing_is_left(hearing_settings, database)


async def test_what_goes_over_the_days_budget_waits_for_the_next(
    listener: Person, hearing_settings: Settings, database: Database, simulator: Simulator
) -> None:
    other = trouble_id(Trouble.NO_CAPTIONS, 57)
    longest = max(truth(each).duration_seconds for each in (SHORT, other))
    poor = hearing_settings.model_copy(update={"speech_audio_seconds_per_day": longest + 1})
    list_id = await listener.create_list()
    async with working(poor):
        await listener.import_links(list_id, [SHORT, other])
        await until(
            database,
            """SELECT count(*) = 1 AND bool_and(due_at > now() + interval '1 second' AND lease_until IS NULL) AS waits
               FROM speech_works""",
        )
        (waits,) = await rows(
            database,
            """SELECT attempts, due_at - (date_trunc('day', now() AT TIME ZONE 'UTC') + interval '1 day')
                 AT TIME ZONE 'UTC' < interval '11 seconds' AS tomorrow FROM speech_works""",
        )
        assert waits == {"attempts": 0, "tomorrow": True}
        assert simulator.log.count("speech") == 1
        videos = {video["captions_source"]: video for video in await listener.videos(list_id)}
        enrichment = await listener.get(f"/api/videos/{videos[None]['id']}/enrichment")
        assert (enrichment["status"], "tomorrow" in enrichment["progress_message"]) == ("partial", True)
        await change(database, "UPDATE speech_days SET day = day - 1")
        await change(database, "UPDATE speech_works SET due_at = now()")
        for video in await video_when(listener, list_id, is_heard, count=2):
            await assert_heard_rightly(listener, video)
    (today,) = await rows(database, "SELECT seconds FROM speech_days ORDER BY day DESC LIMIT 1")
    assert 0 < today["seconds"] <= longest + 1


async def test_a_refused_key_spends_nothing_and_closes_no_video(
    listener: Person, hearing_settings: Settings, database: Database
) -> None:
    wrong = hearing_settings.model_copy(update={"groq_api_key": SecretStr("this one is bad")})
    list_id = await listener.create_list()
    async with working(wrong):
        receipt = await listener.import_links(list_id, [SHORT])
        await until(
            database,
            "SELECT count(*) = 1 AND bool_and(due_at > now() + interval '5 minutes') AS waits FROM speech_works",
        )
        job = await listener.job_when(receipt["job_id"])
    assert (job["complete"], job["captions_follow"]) == (1, 1)
    assert await rows(database, "SELECT attempts FROM speech_works") == [{"attempts": 0}]
    assert await rows(database, "SELECT seconds FROM speech_days") == [{"seconds": 0}]
    assert left_files(wrong.data_dir) == []


async def test_hearing_keeps_nobody_waiting(
    listener: Person, hearing_settings: Settings, simulator: Simulator
) -> None:
    """While speech recognition hangs over several videos, others go on as ever."""
    simulator.faults.update("speech", latency_seconds=30.0)
    list_id = await listener.create_list()
    async with working(hearing_settings.model_copy(update={"max_concurrent_videos": 2})):
        first = await listener.import_links(
            list_id, [trouble_id(Trouble.NO_CAPTIONS, n) for n in (46, 57, 67, 68)]
        )
        await listener.job_when(first["job_id"])
        async with asyncio.timeout(PATIENCE_SECONDS):
            # The simulator is in another thread: there is nothing to wait for but another look.
            while simulator.log.count("speech") < SLOTS:  # noqa: ASYNC110
                await asyncio.sleep(LOOK_SECONDS)
        second = await listener.import_links(list_id, video_ids(20))
        job = await listener.job_when(second["job_id"])
        assert job["complete"] == 20
        assert simulator.log.count("speech") == SLOTS
