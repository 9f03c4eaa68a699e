"""The tables behind speech recognition: who gets what to hear, what may be spent, what is kept, what is left."""

from __future__ import annotations

import asyncio
import fcntl
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reelshelf.captions.speech import Part, Span
from reelshelf.captions.tracks import CaptionTrack
from reelshelf.captions.webvtt import Cue
from reelshelf.enrichment import pipeline
from reelshelf.enrichment.pipeline import Captions, SpeechFollows
from reelshelf.enrichment.speech import parts, storing, works
from reelshelf.enrichment.speech.budget import BudgetSpent, SpeechBudget
from reelshelf.errors import LeaseLost
from reelshelf.kit.scratch import scratch_folder
from stock import Stock, add_account, add_stock, change, held, rows, work_row
from writing import writing

if TYPE_CHECKING:
    from pathlib import Path

    from redis.asyncio import Redis

    from reelshelf.enrichment.speech.works import Work
    from reelshelf.kit.db import Database

TRACK = CaptionTrack("en", "manual", "https://www.youtube.com/api/timedtext?v=x")
CUES = (Cue(1.0, 2.0, "hello"), Cue(2.5, 4.0, "again"))


async def add_works(database: Database, stock: Stock) -> None:
    """All of it is open, and waits to be heard."""
    await change(database, "UPDATE videos SET import_stage = 'complete', captions = 'follow', duration = 60")
    await change(database, "UPDATE video_enrichments SET due_at = NULL, status = 'partial'")
    for video_id in stock.video_ids:
        await change(
            database,
            "INSERT INTO speech_works (video_id, user_id) VALUES (:id, :user_id)",
            id=video_id,
            user_id=stock.user_id,
        )


@pytest.fixture
async def stock(database: Database) -> Stock:
    """Three videos of one account that wait to be heard."""
    stock = await add_stock(database, await add_account(database), 3)
    await add_works(database, stock)
    return stock


async def claim(database: Database) -> Work | None:
    async with database.begin() as connection:
        return await works.claim(connection)


async def claimed(database: Database) -> Work:
    work = await claim(database)
    assert work is not None
    return work


# -- who gets what


async def test_each_work_is_claimed_by_one(database: Database, stock: Stock) -> None:
    found = await asyncio.gather(*(claim(database) for _ in range(6)))
    taken = [each.snapshot.video_id for each in found if each is not None]
    assert len(taken) == len(set(taken))
    while (work := await claim(database)) is not None:
        taken.append(work.snapshot.video_id)
    assert sorted(taken) == sorted(stock.video_ids)


async def test_what_a_dead_worker_held_is_taken_over_and_the_dead_can_write_no_more(
    database: Database, stock: Stock
) -> None:
    first = await claimed(database)
    await change(database, "DELETE FROM speech_works WHERE video_id <> :id", id=first.snapshot.video_id)
    await change(database, "UPDATE speech_works SET lease_until = now() - interval '1 second'")
    second = await claimed(database)
    assert second.snapshot.video_id == first.snapshot.video_id
    assert (second.snapshot.fence, second.snapshot.crashes) == (2, 1)
    part = Part(Span(0, 60), CUES, "en")
    with pytest.raises(LeaseLost):
        await parts.store(database, first, 0, part)
    await parts.store(database, second, 0, part)
    async with database.begin() as connection:
        with pytest.raises(LeaseLost):
            await storing.finish(connection, pipeline.heard(first.snapshot, CUES, "en"))
    assert await parts.load(database, second) == [part]
    assert stock.user_id == second.snapshot.user_id


async def test_an_account_with_few_videos_is_not_behind_one_with_many(database: Database) -> None:
    many = await add_stock(database, await add_account(database), 60)
    one = await add_stock(database, await add_account(database, "bob@example.org"), 1)
    await add_works(database, many)
    await add_works(database, one)
    taken = [(await claimed(database)).snapshot.user_id for _ in range(50)]
    # Drawn fifty times by lot between two: that one never wins happens once in 10^15.
    assert taken.count(one.user_id) == 1


async def test_what_belongs_to_a_paused_import_waits(database: Database, stock: Stock) -> None:
    await change(database, "UPDATE processing_jobs SET status = 'paused' WHERE id = :id", id=stock.job_id)
    assert await claim(database) is None
    await change(database, "UPDATE processing_jobs SET status = 'running' WHERE id = :id", id=stock.job_id)
    assert await claim(database) is not None


async def test_putting_off_says_why_and_ends_the_claim(database: Database, stock: Stock) -> None:
    work = await claimed(database)
    async with database.begin() as connection:
        await works.put_off(connection, work, 3600, "Later.", costs_attempt=True)
    (row,) = await rows(
        database,
        """SELECT w.attempts, w.lease_until, w.due_at > now() + interval '50 minutes' AS later, e.progress_message
           FROM speech_works w JOIN video_enrichments e USING (video_id) WHERE video_id = :id""",
        id=work.snapshot.video_id,
    )
    assert row == {"attempts": 1, "lease_until": None, "later": True, "progress_message": "Later."}
    assert len(stock.video_ids) == 3


async def test_a_removed_video_takes_its_work_and_parts_along(database: Database, stock: Stock) -> None:
    work = await claimed(database)
    await parts.store(database, work, 0, Part(Span(0, 60), CUES, "en"))
    await change(database, "DELETE FROM videos WHERE id = ANY(:ids)", ids=stock.video_ids)
    assert await rows(database, "SELECT video_id FROM speech_works") == []
    assert await rows(database, "SELECT video_id FROM speech_parts") == []


# -- what became of it


async def test_what_was_heard_is_stored_and_told_once(database: Database, stock: Stock) -> None:
    work = await claimed(database)
    async with database.begin() as connection:
        (told,) = await storing.finish(connection, pipeline.heard(work.snapshot, CUES, "en"))
    assert (told["stage"], told["captions_source"], told["enrichment_status"]) == (
        "complete",
        "whisper",
        "completed",
    )
    row = await work_row(database, work.snapshot.video_id)
    assert (row["captions"], row["captions_source"], row["captions_language"]) == ("present", "whisper", "en")
    assert "hello" in row["captions_vtt"]
    assert row["transcript_text"] == "hello again"
    assert len(await rows(database, "SELECT video_id FROM speech_works")) == len(stock.video_ids) - 1


async def test_captions_that_youtube_has_after_all_come_first(
    database: Database, redis: Redis, stock: Stock
) -> None:
    """Somebody asks for the video again while it is heard: what is heard then comes too late."""
    work = await claimed(database)
    await change(database, "UPDATE video_enrichments SET due_at = now(), status = 'pending'")
    async with writing(database, redis) as writer, held(database, work.snapshot.video_id) as video:
        await writer.write(pipeline.finished(video, Captions(TRACK, CUES), 0.5))
    async with database.begin() as connection:
        with pytest.raises(LeaseLost):
            await storing.finish(connection, pipeline.heard(work.snapshot, (Cue(0, 1, "late"),), "en"))
    row = await work_row(database, work.snapshot.video_id)
    assert (row["captions_source"], "late" in row["captions_vtt"]) == ("youtube_manual", False)
    assert len(stock.video_ids) == 3


async def test_a_video_is_wanted_once_however_often_it_is_asked_for(database: Database, redis: Redis) -> None:
    stock = await add_stock(database, await add_account(database), 1)
    (video_id,) = stock.video_ids
    for _ in range(2):
        await change(database, "UPDATE video_enrichments SET due_at = now()")
        async with writing(database, redis) as writer, held(database, video_id) as video:
            await writer.write(pipeline.finished(video, SpeechFollows(), 0.5))
    row = await work_row(database, video_id)
    assert (row["status"], row["captions"], row["due_at"]) == ("partial", "follow", None)
    assert await rows(database, "SELECT video_id, fence FROM speech_works") == [
        {"video_id": video_id, "fence": 0}
    ]


# -- what may be spent


async def test_of_many_at_once_none_goes_over_the_budget(database: Database) -> None:
    budget = SpeechBudget(database, 1000)
    answers = await asyncio.gather(*(budget.reserve(300) for _ in range(8)), return_exceptions=True)
    granted = [each for each in answers if not isinstance(each, BaseException)]
    refused = [each for each in answers if isinstance(each, BudgetSpent)]
    assert (len(granted), len(refused)) == (3, 5)
    assert all(0 < each.seconds <= 86_400 for each in refused)
    assert await rows(database, "SELECT seconds FROM speech_days") == [{"seconds": 900}]
    await budget.check(100)
    with pytest.raises(BudgetSpent):
        await budget.check(101)
    await budget.give_back(granted[0])
    await budget.reserve(400)
    assert await rows(database, "SELECT seconds FROM speech_days") == [{"seconds": 1000}]


async def test_a_budget_of_nothing_allows_nothing(database: Database) -> None:
    with pytest.raises(BudgetSpent):
        await SpeechBudget(database, 0).reserve(1)
    assert await rows(database, "SELECT day FROM speech_days") == []


# -- what is left


def killed_with_a_sound(root: Path) -> Path:
    """What is left of a process that was killed with a temporary file."""
    program = (
        "import os, sys, pathlib\n"
        "from reelshelf.kit.scratch import scratch_folder\n"
        "with scratch_folder(pathlib.Path(sys.argv[1]), 'speech') as folder:\n"
        "    (folder / 'sound').write_bytes(b'la')\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(root)], check=False)
    (left,) = [path for path in root.iterdir() if path.is_dir()]
    assert (left / "sound").exists()
    return left


def test_temporary_files_go_with_their_owner_and_what_the_dead_left_goes_first(tmp_path: Path) -> None:
    """A killed process leaves its folder; the next of that name removes it, but never one that is in use."""
    left = killed_with_a_sound(tmp_path)
    with scratch_folder(tmp_path, "speech") as first:
        assert not left.exists()
        with scratch_folder(tmp_path, "speech") as second:
            assert first.exists()
            assert first != second
        assert not second.exists()
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_what_a_child_of_the_dead_held_for_a_moment_goes_at_the_end(tmp_path: Path) -> None:
    """Killed between the start of a child and its program, an owner leaves its lock to the child."""
    left = killed_with_a_sound(tmp_path)
    child = os.open(left / "lock", os.O_RDWR)
    fcntl.flock(child, fcntl.LOCK_EX)
    with scratch_folder(tmp_path, "speech"):
        assert left.exists()
        os.close(child)
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []
