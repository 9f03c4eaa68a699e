"""Trying again: what failed is in line again exactly once, and every count still adds up."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from running import sign_up, working
from simulators.world.ids import video_ids
from stock import change, rows

if TYPE_CHECKING:
    import httpx

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person

FAILED = """
UPDATE videos SET import_stage = 'error', processing_status = 'failed', error_code = 'video_private',
  error_message = 'This video is private' WHERE id = ANY(CAST(:ids AS uuid[]))
"""
OPEN = """
UPDATE videos SET import_stage = 'complete', import_progress = 100, captions = :captions,
  processing_status = 'completed' WHERE id = ANY(CAST(:ids AS uuid[]))
"""
SETTLED = """
UPDATE video_enrichments SET status = :status, due_at = now() + :due * interval '1 hour'
WHERE video_id = ANY(CAST(:ids AS uuid[]))
"""


async def ended_import(person: Person, database: Database) -> dict[str, Any]:
    """Six videos: two not available, one whose captions follow, three complete; the job is over."""
    list_id = await person.create_list()
    receipt = await person.import_links(list_id, video_ids(6))
    ids = receipt["video_ids"]
    await change(database, FAILED, ids=ids[:2])
    await change(database, SETTLED, ids=ids[:2], status="failed", due=None)
    await change(database, OPEN, ids=ids[2:3], captions="follow")
    await change(database, SETTLED, ids=ids[2:3], status="partial", due=1)
    await change(database, OPEN, ids=ids[3:], captions="present")
    await change(database, SETTLED, ids=ids[3:], status="completed", due=None)
    await change(
        database,
        "UPDATE processing_jobs SET status = 'completed', finished_at = now() WHERE id = :id",
        id=receipt["job_id"],
    )
    return receipt


def assert_adds_up(job: dict[str, Any]) -> None:
    assert job["total"] == job["created"] + job["duplicates"] + job["invalid_count"]
    assert job["created"] == job["complete"] + job["unavailable"] + job["pending"] + job["removed"]


async def retry_videos(person: Person, ids: list[str]) -> httpx.Response:
    return await person.http.post("/api/videos/retry", json={"video_ids": ids})


async def test_a_finished_import_runs_again(person: Person, database: Database) -> None:
    receipt = await ended_import(person, database)
    job = (await person.http.post(f"/api/jobs/{receipt['job_id']}/retry")).json()
    assert (job["started"], job["status"], job["finished_at"]) == (3, "running", None)
    assert (job["complete"], job["unavailable"], job["pending"]) == (4, 0, 2)
    assert_adds_up(job)
    again = (await person.http.post(f"/api/jobs/{receipt['job_id']}/retry")).json()
    assert (again["started"], again["status"], again["pending"]) == (0, "running", 2)


async def test_everybody_is_told_what_is_tried_again(person: Person, database: Database) -> None:
    receipt = await ended_import(person, database)
    before = (await person.get(f"/api/jobs/{receipt['job_id']}/progress-history"))["last_seq"]
    await person.http.post(f"/api/jobs/{receipt['job_id']}/retry")
    *of_videos, of_job = (await person.get(f"/api/jobs/{receipt['job_id']}/progress-history?since={before}"))[
        "items"
    ]
    assert [(event["video_id"], event["stage"], event["error"]) for event in of_videos] == [
        (receipt["video_ids"][0], "created", None),
        (receipt["video_ids"][1], "created", None),
        (receipt["video_ids"][2], "complete", None),
    ]
    assert (of_job["type"], of_job["status"], of_job["pending"]) == ("job_progress", "running", 2)


async def test_captions_alone_make_the_import_run_again_until_they_are_there(
    person: Person, settings: Settings, database: Database
) -> None:
    """Every video is open all the time."""
    receipt = await ended_import(person, database)
    answer = await retry_videos(person, receipt["video_ids"][2:3])
    assert answer.json() == {"started": 1, "unchanged": 0, "missing": 0}
    job = await person.get(f"/api/jobs/{receipt['job_id']}")
    assert (job["status"], job["pending"], job["captions_follow"]) == ("running", 0, 1)
    async with working(settings):
        job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["captions_follow"], job["unavailable"]) == (4, 0, 2)
    assert job["finished_at"] is not None


async def test_some_videos_are_tried_again_and_the_rest_counted(
    person: Person, settings: Settings, base_url: str, database: Database
) -> None:
    receipt = await ended_import(person, database)
    stranger = await sign_up(settings, base_url, "eve@example.org")
    theirs = await ended_import(stranger, database)
    ids = receipt["video_ids"]
    answer = await retry_videos(person, [ids[0], ids[0], ids[4], *theirs["video_ids"], str(uuid4())])
    assert answer.json() == {"started": 1, "unchanged": 1, "missing": 7}
    job = await stranger.get(f"/api/jobs/{theirs['job_id']}")
    assert (job["unavailable"], job["status"]) == (2, "completed")
    await stranger.http.aclose()


async def test_another_accounts_import_cannot_be_tried_again(
    person: Person, settings: Settings, base_url: str, database: Database
) -> None:
    receipt = await ended_import(person, database)
    stranger = await sign_up(settings, base_url, "eve@example.org")
    answer = await stranger.http.post(f"/api/jobs/{receipt['job_id']}/retry")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    await stranger.http.aclose()


async def test_of_many_requests_at_once_each_video_is_started_by_one(
    person: Person, database: Database
) -> None:
    receipt = await ended_import(person, database)
    answers = await asyncio.gather(
        *(person.http.post(f"/api/jobs/{receipt['job_id']}/retry") for _ in range(4)),
        *(retry_videos(person, list(reversed(receipt["video_ids"]))) for _ in range(4)),
    )
    assert sum(answer.json()["started"] for answer in answers) == 3


async def test_what_is_tried_again_in_a_paused_import_waits_with_it(
    person: Person, database: Database
) -> None:
    receipt = await ended_import(person, database)
    job_id = receipt["job_id"]
    await change(
        database,
        "UPDATE processing_jobs SET status = 'paused', finished_at = NULL WHERE id = :id",
        id=job_id,
    )
    job = (await person.http.post(f"/api/jobs/{job_id}/retry")).json()
    assert (job["started"], job["status"], job["pending"]) == (3, "paused", 2)
    due = await rows(
        database, "SELECT video_id FROM video_enrichments WHERE due_at IS NOT NULL AND due_at <= now()"
    )
    assert due == []
    await person.http.post(f"/api/jobs/{job_id}/resume")
    due = await rows(database, "SELECT video_id FROM video_enrichments WHERE due_at <= now()")
    assert len(due) == 3


async def test_one_video_tried_again_reopens_its_import(person: Person, database: Database) -> None:
    receipt = await ended_import(person, database)
    address = f"/api/videos/{receipt['video_ids'][0]}/enrichment/retry"
    assert (await person.http.post(address)).status_code == 202
    job = await person.get(f"/api/jobs/{receipt['job_id']}")
    assert (job["status"], job["finished_at"], job["pending"], job["unavailable"]) == ("running", None, 1, 1)
    twice = await person.http.post(address)
    assert (twice.status_code, twice.json()["code"]) == (409, "already_running")


async def test_ten_thousand_videos_are_enough_for_one_request(person: Person) -> None:
    within = await retry_videos(person, [str(uuid4()) for _ in range(10_000)])
    beyond = await retry_videos(person, [str(uuid4()) for _ in range(10_001)])
    assert within.json() == {"started": 0, "unchanged": 0, "missing": 10_000}
    assert (beyond.status_code, beyond.json()["code"]) == (422, "invalid_request")


async def test_what_is_tried_again_ends_complete(
    person: Person, settings: Settings, database: Database
) -> None:
    receipt = await ended_import(person, database)
    await person.http.post(f"/api/jobs/{receipt['job_id']}/retry")
    async with working(settings):
        job = await person.job_when(receipt["job_id"], lambda job: bool(job["finished_at"]))
        assert (job["status"], job["complete"], job["unavailable"], job["pending"]) == ("completed", 6, 0, 0)
        await person.job_when(receipt["job_id"], lambda job: job["captions_follow"] == 0)
