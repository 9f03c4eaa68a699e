"""Trials: what a suspect does to a process of its own, and what follows from it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import psutil
import pytest

from reelshelf.enrichment.claims import Claims
from reelshelf.enrichment.pipeline import Snapshot
from reelshelf.enrichment.trial import Trial, from_line, to_line
from reelshelf.enrichment.work import SUSPECT_CRASHES, Enricher
from reelshelf.kit.ids import new_id
from running import working
from stock import add_account, add_stock, change, rows, until, work_row
from writing import facts, writing

if TYPE_CHECKING:
    from redis.asyncio import Redis

    from reelshelf.captions.tracks import CaptionTrack
    from reelshelf.captions.webvtt import Cue
    from reelshelf.enrichment.ports import VideoFacts
    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from stock import Stock

SAY_READY = "import sys; sys.stdin.readline(); print('ready', flush=True); sys.stdin.readline()"
DIES = f"{SAY_READY}; import os; os._exit(9)"
HANGS = f"{SAY_READY}; sys.stdin.read()"
CANNOT = f"{SAY_READY}; print('failed', flush=True); sys.stdin.read()"
NEVER_STARTS = "raise SystemExit(1)"


class Provider:
    """Counts what a suspect brings to it outside of a trial."""

    def __init__(self) -> None:
        self.calls = 0

    async def fetch_video(self, youtube_id: str) -> VideoFacts:
        self.calls += 1
        return facts(youtube_id)

    async def fetch_captions(self, youtube_id: str, track: CaptionTrack) -> tuple[Cue, ...]:
        raise AssertionError((youtube_id, track))


def trial_by(program: str, seconds: float = 60.0) -> Trial:
    return Trial((sys.executable, "-c", program), b"{}", seconds=seconds)


async def suspects(database: Database, count: int) -> Stock:
    stock = await add_stock(database, await add_account(database), count)
    await change(
        database,
        "UPDATE video_enrichments SET crashes = :crashes, due_at = due_at - interval '1 minute'",
        crashes=SUSPECT_CRASHES,
    )
    return stock


async def enrich(database: Database, redis: Redis, trial: Trial, stock: Stock) -> int:
    """How often the provider was asked outside of the trial."""
    provider = Provider()
    async with writing(database, redis) as writer:
        enricher = Enricher(
            claims=Claims(database),
            writer=writer.writer,
            provider=provider,
            languages=("en",),
            trial=trial,
        )
        for video_id in stock.video_ids:
            await enricher.enrich(video_id)
    await trial.close()
    return provider.calls


async def test_whoever_dies_of_it_alone_is_set_aside(database: Database, redis: Redis) -> None:
    stock = await suspects(database, 1)
    assert await enrich(database, redis, trial_by(DIES), stock) == 0
    row = await work_row(database, stock.video_ids[0])
    assert (row["import_stage"], row["error_code"], row["attempts"]) == ("error", "not_reachable", 0)


@pytest.mark.parametrize(("program", "seconds", "crashes"), [(HANGS, 0.5, 1), (CANNOT, 60.0, 0)])
async def test_without_a_death_nobody_is_to_blame(
    database: Database, redis: Redis, program: str, seconds: float, crashes: int
) -> None:
    stock = await suspects(database, 1)
    assert await enrich(database, redis, trial_by(program, seconds), stock) == 0
    row = await work_row(database, stock.video_ids[0])
    assert (row["import_stage"], row["attempts"], row["lease_until"]) == ("created", 0, None)
    assert row["crashes"] == SUSPECT_CRASHES + crashes
    assert await rows(database, "SELECT 1 FROM video_enrichments WHERE due_at > now()"), "not at once again"


async def test_without_a_process_for_trials_it_is_worked_on_as_ever(database: Database, redis: Redis) -> None:
    stock = await suspects(database, 1)
    assert await enrich(database, redis, trial_by(NEVER_STARTS), stock) == 1
    assert (await work_row(database, stock.video_ids[0]))["import_stage"] == "complete"


async def test_the_acquitted_are_complete(database: Database, settings: Settings) -> None:
    await suspects(database, 3)
    async with working(settings):
        await until(database, "SELECT bool_and(due_at IS NULL) FROM video_enrichments")
        assert trials_of_ours(), "its process waits for the next suspect"
    assert trials_of_ours() == []
    found = await rows(
        database, "SELECT crashes, attempts, import_stage FROM video_enrichments JOIN videos ON id = video_id"
    )
    assert found == [{"crashes": 0, "attempts": 0, "import_stage": "complete"}] * 3


def trials_of_ours() -> list[psutil.Process]:
    """The processes of trials that we started and that still run."""
    children = psutil.Process(os.getpid()).children()
    return [each for each in children if "reelshelf.trial" in each.cmdline()]


def test_a_snapshot_survives_the_pipe() -> None:
    snapshot = Snapshot(new_id(), new_id(), new_id(), None, "dQw4w9WgXcQ", "created", 3, crashes=2)
    assert from_line(to_line(snapshot)) == snapshot
