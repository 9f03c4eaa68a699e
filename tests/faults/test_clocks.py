"""Machines whose clocks are an hour apart: whose turn it is and who is alive is decided by the stores' clocks alone."""

from __future__ import annotations

import ast
import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

import reelshelf
from reelshelf.kit import heartbeat, queue
from running import PATIENCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from redis.asyncio import Redis

    from faults.reliability import Reliability

SKEW_SECONDS = 3600.0
PROCESS = "process_video"
SOURCE = Path(reelshelf.__file__).parent
ENGINE = (
    "enrichment",
    "imports",
    "kit",
    "library",
    "progress",
    "providers",
    "search",
    "upstreams",
    "worker.py",
)
WALL_CLOCKS = {("time", "time"), ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today")}
HARMLESS = {
    ("kit/queue.py", "time.time"): "in which order things were announced, and only that; tried below",
    (
        "upstreams/store.py",
        "time.time",
    ): "a remembered hold while Redis is away: an hour wrong at most, and its own",
    ("progress/rounds.py", "datetime.now"): "the end of a session, decided by the web server that signed it",
    (
        "providers/youtube_data_api/client.py",
        "datetime.now",
    ): "how long until midnight on the Pacific coast; looked at again",
    ("providers/ytdlp/video.py", "time.time"): "how long until a premiere; looked at again anyway",
}
"""Who asks the machine's own clock, and why it may be wrong."""


def test_the_engine_asks_no_clock_of_its_machine() -> None:
    files = [file for part in ENGINE for file in _python_files(SOURCE / part)]
    asked = {(str(file.relative_to(SOURCE)), call) for file in files for call in _wall_clocks_in(file)}
    assert asked == set(HARMLESS), "leases, dues and turns go by the database's now(), beats by Redis's TIME"


@pytest.mark.parametrize("skew", [SKEW_SECONDS, -SKEW_SECONDS])
async def test_who_announces_may_be_an_hour_off(
    redis: Redis, redis_url: str, skew: float, reliability: Reliability
) -> None:
    """Nothing lies in the worker's future, and single links stay ahead of the rest."""
    heard: list[str] = []
    stopping = asyncio.Event()

    async def hear(video_id: str) -> None:
        heard.append(video_id)
        if len(heard) == 3:
            stopping.set()

    await queue.announce(redis, PROCESS, ["bulk of one with the right time"])
    await queue.announce(redis, PROCESS, ["bulk of one who is off"], clock=lambda: time.time() + skew)
    await queue.announce(
        redis, PROCESS, ["single of one who is off"], urgent=True, clock=lambda: time.time() + skew
    )
    async with asyncio.timeout(PATIENCE_SECONDS):
        await queue.listen(redis_url, {PROCESS: hear}, max_jobs=1, stopping=stopping, grace_seconds=5)
    assert heard[0] == "single of one who is off"
    assert sorted(heard[1:]) == ["bulk of one who is off", "bulk of one with the right time"]
    reliability.held(
        "Clocks an hour apart",
        "Leases, dues, turns, heartbeats and locks go by PostgreSQL's and Redis's clocks; whatever the machine's own "
        "says, everything announced is taken up at once, single links first.",
        measured=f"announcements of machines {SKEW_SECONDS / 60:.0f} minutes ahead and behind taken up at once, in order; "
        f"the engine asks its machine's clock in {len(HARMLESS)} harmless places only",
        size="a shift of one hour either way",
    )


async def test_a_beat_counts_by_the_clock_of_redis(redis: Redis) -> None:
    """Written and read there: no two machines need agree."""
    beating = asyncio.create_task(heartbeat.beat(redis))
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await heartbeat.alive(redis) != 1:  # noqa: ASYNC110 - over the network
                await asyncio.sleep(0.01)
        beats = await redis.zrange(heartbeat.HEARTBEATS, 0, -1, withscores=True)
        until = cast("list[tuple[bytes, float]]", beats)[0][1]
        seconds = int((await redis.time())[0])
        assert seconds < until <= seconds + heartbeat.BELIEVED_SECONDS
    finally:
        beating.cancel()


def _python_files(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(place.rglob("*.py"))


def _wall_clocks_in(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=name) if (module, name) in WALL_CLOCKS:
                yield f"{module}.{name}"
