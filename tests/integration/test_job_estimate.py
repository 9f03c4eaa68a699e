"""When an import will be done: said only where it is known, and never while nothing moves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from simulators.world.ids import video_ids
from stock import change

if TYPE_CHECKING:
    from reelshelf.kit.db import Database
    from running import Person


@pytest.fixture
async def job_id(person: Person, database: Database) -> str:
    """Ten videos, put in an hour ago."""
    receipt = await person.import_links(await person.create_list(), video_ids(10))
    await change(database, "UPDATE processing_jobs SET created_at = now() - interval '1 hour'")
    return str(receipt["job_id"])


async def complete(database: Database, count: int, seconds_ago: int) -> None:
    await change(
        database,
        """
        UPDATE videos SET import_stage = 'complete', captions = 'present',
          updated_at = now() - make_interval(secs => :seconds)
        WHERE id IN (SELECT id FROM videos WHERE import_stage = 'created' ORDER BY id LIMIT :count)
        """,
        seconds=seconds_ago,
        count=count,
    )


async def put_off(database: Database, count: int, seconds: int) -> None:
    """So many of those that are not complete are due only then."""
    await change(
        database,
        """
        UPDATE video_enrichments SET due_at = now() + make_interval(secs => :seconds) WHERE video_id IN (
          SELECT id FROM videos WHERE import_stage = 'created' ORDER BY id LIMIT :count)
        """,
        seconds=seconds,
        count=count,
    )


def seconds_until(moment: str) -> float:
    return (datetime.fromisoformat(moment) - datetime.now(UTC)).total_seconds()


async def seen(person: Person, job_id: str) -> dict[str, Any]:
    """The job; list and single answer agree."""
    job: dict[str, Any] = await person.get(f"/api/jobs/{job_id}")
    listed = (await person.get("/api/jobs"))["items"][0]
    assert {name: job[name] for name in listed} == listed
    return job


async def test_nothing_is_promised_before_anything_is_done(person: Person, job_id: str) -> None:
    assert (await seen(person, job_id))["eta_seconds"] is None


async def test_the_pace_of_the_last_minute_tells_the_rest(
    person: Person, job_id: str, database: Database
) -> None:
    await complete(database, 4, seconds_ago=30)
    assert (await seen(person, job_id))["eta_seconds"] == 6 * 60 / 4


async def test_a_slow_import_is_judged_by_ten_minutes(
    person: Person, job_id: str, database: Database
) -> None:
    await complete(database, 5, seconds_ago=300)
    assert (await seen(person, job_id))["eta_seconds"] == 5 * 600 / 5


async def test_it_is_over_no_sooner_than_a_video_that_has_to_wait(
    person: Person, job_id: str, database: Database
) -> None:
    await complete(database, 4, seconds_ago=30)
    await put_off(database, 1, seconds=7200)
    job = await seen(person, job_id)
    assert 7100 < job["eta_seconds"] <= 7200
    assert job["paused_until"] is None


async def test_while_everything_is_held_it_says_until_when_and_no_more(
    person: Person, job_id: str, database: Database
) -> None:
    await complete(database, 4, seconds_ago=30)
    await put_off(database, 6, seconds=900)
    job = await seen(person, job_id)
    assert (job["status"], job["eta_seconds"]) == ("running", None)
    assert job["paused_until"] == job["resumes_at"]
    assert 800 < seconds_until(job["paused_until"]) <= 900


async def test_a_person_pauses_without_an_end(person: Person, job_id: str, database: Database) -> None:
    await complete(database, 4, seconds_ago=30)
    await person.http.post(f"/api/jobs/{job_id}/pause")
    job = await seen(person, job_id)
    assert (job["status"], job["paused_until"], job["resumes_at"], job["eta_seconds"]) == (
        "paused",
        *[None] * 3,
    )


async def test_nothing_is_promised_while_a_playlist_is_read(
    person: Person, job_id: str, database: Database
) -> None:
    await complete(database, 4, seconds_ago=30)
    await change(
        database,
        """
        INSERT INTO job_collections (id, job_id, user_id, line, kind, youtube_id)
        SELECT id, id, user_id, 1, 'playlist', 'PL0' FROM processing_jobs
        """,
    )
    assert (await seen(person, job_id))["eta_seconds"] is None
