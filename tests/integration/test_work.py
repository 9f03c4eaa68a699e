"""One video's work, when what comes back is nothing that anybody thought of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reelshelf.enrichment import pipeline
from reelshelf.enrichment.claims import Claims
from reelshelf.enrichment.work import Enricher
from stock import add_account, add_stock, change, held, rows, work_row
from writing import NO_CAPTIONS, facts, writing

if TYPE_CHECKING:
    from collections.abc import Callable

    from redis.asyncio import Redis

    from reelshelf.captions.tracks import CaptionTrack
    from reelshelf.captions.webvtt import Cue
    from reelshelf.enrichment.ports import VideoFacts
    from reelshelf.kit.db import Database
    from stock import Stock
    from writing import RunningWriter


class Provider:
    """Answers as told; there are no captions."""

    def __init__(self, answer: Callable[[str], VideoFacts]) -> None:
        self._answer = answer
        self.calls = 0

    async def fetch_video(self, youtube_id: str) -> VideoFacts:
        self.calls += 1
        return self._answer(youtube_id)

    async def fetch_captions(self, youtube_id: str, track: CaptionTrack) -> tuple[Cue, ...]:
        raise AssertionError((youtube_id, track))


def too_long(youtube_id: str) -> VideoFacts:
    """More seconds than the column holds."""
    return facts(youtube_id, duration_seconds=2**40)


def broken(youtube_id: str) -> VideoFacts:
    """A mistake of ours."""
    raise KeyError(youtube_id)


async def _enrich(database: Database, writer: RunningWriter, provider: Provider, stock: Stock) -> None:
    enricher = Enricher(claims=Claims(database), writer=writer.writer, provider=provider, languages=("en",))
    for video_id in stock.video_ids:
        await enricher.enrich(video_id)


async def test_a_failure_nobody_thought_of_waits_like_any_other(database: Database, redis: Redis) -> None:
    stock = await add_stock(database, await add_account(database), 1)
    async with writing(database, redis) as writer:
        for provider in (Provider(too_long), Provider(broken)):
            await change(database, "UPDATE video_enrichments SET due_at = now(), attempts = 0")
            await _enrich(database, writer, provider, stock)
            await _enrich(database, writer, provider, stock)
            assert provider.calls == 1, "not due again at once"
            row = await work_row(database, stock.video_ids[0])
            assert (row["attempts"], row["status"], row["import_stage"]) == (1, "pending", "created")
            assert await rows(database, "SELECT 1 FROM video_enrichments WHERE due_at > now()")


async def test_a_failure_that_never_passes_ends_in_plain_words(database: Database, redis: Redis) -> None:
    stock = await add_stock(database, await add_account(database), 1)
    provider = Provider(broken)
    async with writing(database, redis) as writer:
        while (await work_row(database, stock.video_ids[0]))["import_stage"] == "created":
            await change(database, "UPDATE video_enrichments SET due_at = now()")
            await _enrich(database, writer, provider, stock)
    row = await work_row(database, stock.video_ids[0])
    assert (row["import_stage"], row["error_code"], provider.calls) == ("error", "not_reachable", 12)
    assert row["error_message"] == "This video could not be fetched. You can try it again."


async def test_an_open_video_survives_every_failure(database: Database, redis: Redis) -> None:
    stock = await add_stock(database, await add_account(database), 1)
    async with writing(database, redis) as writer:
        async with held(database, stock.video_ids[0]) as snapshot:
            await writer.write(pipeline.learned(snapshot, facts(snapshot.youtube_id), None))
            await writer.write(pipeline.finished(snapshot, NO_CAPTIONS, 0.0))
        for _ in range(15):
            await change(database, "UPDATE video_enrichments SET due_at = now()")
            await _enrich(database, writer, Provider(broken), stock)
    row = await work_row(database, stock.video_ids[0])
    assert (row["import_stage"], row["import_progress"], row["error_code"]) == ("complete", 100, None)
    assert row["status"] == "partial"
