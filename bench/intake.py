"""Intake of 1,000 and 10,000 links over HTTP against the bare insert of the same rows."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import httpx

from bench.measure import Row, median
from reelshelf.accounts.commands import create_token
from reelshelf.embedded import Embedded
from reelshelf.kit.ids import new_id, new_id_texts
from reelshelf.migrations import upgrade_async
from reelshelf.settings import Settings
from simulators.world.ids import video_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (1_000, 10_000)
ROUNDS = 7
PROGRAM = Path(sys.executable).with_name("reelshelf")

_VIDEOS = """
INSERT INTO videos (id, user_id, list_id, job_id, youtube_id, thumbnail_url)
SELECT id, $1, $2, $3, youtube_id, 'https://i.ytimg.com/vi/' || youtube_id || '/mqdefault.jpg'
FROM unnest($4::uuid[], $5::text[]) AS given (id, youtube_id)
"""
_ENRICHMENTS = """
INSERT INTO video_enrichments (video_id, user_id) SELECT id, $1 FROM unnest($2::uuid[]) AS given (id)
"""


def run(folder: Path) -> list[Row]:
    return asyncio.run(_run(folder))


async def _run(folder: Path) -> list[Row]:
    async with Embedded(folder) as stores:
        await upgrade_async(stores.database_url)
        settings = Settings.model_validate(
            {"data_dir": folder, "database_url": stores.database_url, "redis_url": stores.redis_url}
        )
        token = await create_token(settings, None, "benchmark", None)
        with serving(settings) as base_url:
            headers = {"Authorization": f"Bearer {token}"}
            async with httpx.AsyncClient(base_url=base_url, headers=headers, timeout=60) as client:
                connection = await asyncpg.connect(stores.database_url)
                rows = [row for size in SIZES for row in await _pair(size, client, connection)]
                await connection.close()
    return rows


async def _pair(size: int, client: httpx.AsyncClient, connection: asyncpg.Connection) -> list[Row]:
    bare: list[float] = []
    ours: list[float] = []
    youtube_ids = video_ids(size)
    text = "\n".join(f"https://www.youtube.com/watch?v={each}" for each in youtube_ids)
    for turn in range(ROUNDS + 1):
        one, other = await _insert_bare(connection, youtube_ids), await _import(client, text, size)
        if turn:  # the first round warms both up
            bare.append(one)
            ours.append(other)
    ratios = [slow / fast for slow, fast in zip(ours, bare, strict=True)]
    name = f"intake of {size:,} links"
    return [
        Row(name, "bare INSERT … SELECT unnest", {"median s": median(bare)}, samples={"s": bare}),
        Row(
            name,
            "POST …/videos/batch",
            {"median s": median(ours), "links/s": size / median(ours)},
            ratio=median(ratios),
            against="the time of the bare insert",
            samples={"s": ours},
        ),
    ]


async def _insert_bare(connection: asyncpg.Connection, youtube_ids: list[str]) -> float:
    user_id = await connection.fetchval("SELECT id FROM users LIMIT 1")
    list_id = await _new_list(connection, user_id)
    started = time.perf_counter()
    ids = new_id_texts(len(youtube_ids))
    async with connection.transaction():
        await connection.execute(_VIDEOS, user_id, list_id, new_id(), ids, youtube_ids)
        await connection.execute(_ENRICHMENTS, user_id, ids)
    seconds = time.perf_counter() - started
    await connection.execute("DELETE FROM lists WHERE id = $1", list_id)
    return seconds


async def _new_list(connection: asyncpg.Connection, user_id: object) -> object:
    return await connection.fetchval(
        "INSERT INTO lists (id, user_id, name) VALUES ($1, $2, $3) RETURNING id",
        new_id(),
        user_id,
        str(new_id()),
    )


async def _import(client: httpx.AsyncClient, text: str, size: int) -> float:
    shelf = (await client.post("/api/lists", json={"name": str(new_id())})).json()["id"]
    started = time.perf_counter()
    answer = await client.post(f"/api/lists/{shelf}/videos/batch", json={"text": text})
    seconds = time.perf_counter() - started
    assert answer.json()["created"] == size, answer.text[:300]
    (await client.delete(f"/api/lists/{shelf}")).raise_for_status()
    return seconds


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The API alone: a worker would begin with the videos at once."""
    assert settings.database_url is not None
    assert settings.redis_url is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "REELSHELF_DATABASE_URL": settings.database_url.get_secret_value(),
        "REELSHELF_REDIS_URL": settings.redis_url.get_secret_value(),
        "REELSHELF_DATA_DIR": str(settings.data_dir),
        "REELSHELF_LOG_LEVEL": "WARNING",
    }
    process = subprocess.Popen([str(PROGRAM), "serve", "--port", str(port)], env=environment)
    try:
        base_url = f"http://127.0.0.1:{port}"
        _wait_until_live(base_url)
        yield base_url
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_live(base_url: str) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            httpx.get(f"{base_url}/api/health/live").raise_for_status()
        except httpx.HTTPError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
