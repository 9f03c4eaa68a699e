"""Searching and paging through 100,000 videos with 5 million cues, over HTTP, against what is wanted of it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, get_args

import asyncpg
import httpx

from bench.intake import serving
from bench.measure import Row, median, percentile
from bench.synthetic import CUES_A_VIDEO, Words, fill
from reelshelf.accounts.commands import create_token
from reelshelf.embedded import Embedded
from reelshelf.kit.ids import new_id
from reelshelf.library.videos import Sort
from reelshelf.migrations import upgrade_async
from reelshelf.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from uuid import UUID

VIDEOS = 100_000
ROUNDS = 40
WANTED_SEARCH_SECONDS = 0.150
WANTED_PAGE_SECONDS = 0.050
DEEP_PAGES = 25


def run(folder: Path) -> list[Row]:
    return asyncio.run(_run(folder))


async def _run(folder: Path) -> list[Row]:
    words = Words()
    async with Embedded(folder) as stores:
        await upgrade_async(stores.database_url)
        settings = Settings.model_validate(
            {"data_dir": folder, "database_url": stores.database_url, "redis_url": stores.redis_url}
        )
        token = await create_token(settings, None, f"benchmark {new_id()}", None)
        list_ids, seconds = await _account(stores.database_url)
        with serving(settings) as base_url:
            headers = {"Authorization": f"Bearer {token}"}
            async with httpx.AsyncClient(base_url=base_url, headers=headers, timeout=60) as client:
                rows = [await _searches(client, kind, some) for kind, some in _queries(words, list_ids)]
                tag = (await client.get("/api/tags")).json()["items"][0]["id"]
                rows += [
                    row
                    for kind, some in _filters(tag)
                    for row in await _pages(client, list_ids[0], kind, some)
                ]
    name = f"{VIDEOS:,} videos, {VIDEOS * CUES_A_VIDEO:,} cues"
    made = [Row(name, "made up and indexed", {"s": seconds})] if seconds else []
    return [*made, *rows]


async def _account(database_url: str) -> tuple[list[UUID], float]:
    """The lists of the account, and how many seconds it took to fill them: none, if it was there already."""
    connection = await asyncpg.connect(database_url)
    user_id = await connection.fetchval("SELECT id FROM users LIMIT 1")
    known = [row["id"] for row in await connection.fetch("SELECT id FROM lists ORDER BY name")]
    if await connection.fetchval("SELECT count(*) FROM search_documents") == VIDEOS:
        await connection.close()
        return known, 0.0
    list_ids = [new_id(), new_id()]
    await connection.executemany(
        "INSERT INTO lists (id, user_id, name) VALUES ($1, $2, $3)",
        [(each, user_id, f"List {number}") for number, each in enumerate(list_ids)],
    )
    await connection.close()
    started = time.perf_counter()
    await fill(database_url, user_id, list_ids, VIDEOS)
    return list_ids, time.perf_counter() - started


def _queries(words: Words, list_ids: list[UUID]) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    ranked = words.by_rank

    def some(kind: int) -> str:
        return ranked[kind + words.number(kind // 2 + 5)]

    yield "the commonest words", [{"q": ranked[each % 12]} for each in range(ROUNDS)]
    yield "common words", [{"q": some(60)} for _ in range(ROUNDS)]
    yield "rare words", [{"q": some(20_000)} for _ in range(ROUNDS)]
    yield "two common words", [{"q": f"{some(20)} {some(100)}"} for _ in range(ROUNDS)]
    yield "three words", [{"q": f"{some(10)} {some(300)} {some(1000)}"} for _ in range(ROUNDS)]
    yield "phrases of common words", [{"q": f'"{some(5)} {some(15)}"'} for _ in range(ROUNDS)]
    yield "beginnings, 2 letters", [{"q": some(50)[:2]} for _ in range(ROUNDS)]
    yield "beginnings, 3 letters", [{"q": some(1000)[:3]} for _ in range(ROUNDS)]
    yield "beginnings, 4 letters", [{"q": some(3000)[:4]} for _ in range(ROUNDS)]
    yield (
        "alternatives and exclusions",
        [{"q": f"{some(50)} or {some(500)} -{some(10)}"} for _ in range(ROUNDS)],
    )
    yield "common words in one list", [{"q": some(20), "list_id": str(list_ids[1])} for _ in range(ROUNDS)]
    yield "words of no video", [{"q": f"xyz{each}"} for each in range(ROUNDS)]


async def _searches(client: httpx.AsyncClient, kind: str, queries: list[dict[str, Any]]) -> Row:
    await _search(client, queries[0])
    found = [await _search(client, query) for query in queries]
    hits = sum(hits for _, hits in found) / len(found)
    return _row(
        "search", kind, [seconds for seconds, _ in found], WANTED_SEARCH_SECONDS, f"{hits:.0f} hits a page"
    )


async def _search(client: httpx.AsyncClient, query: dict[str, Any]) -> tuple[float, int]:
    """Seconds and hits. Who asks too often for one person waits as long as he is told, and asks again."""
    while True:
        started = time.perf_counter()
        answer = await client.get("/api/search", params=query)
        seconds = time.perf_counter() - started
        if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
            answer.raise_for_status()
            return seconds, len(answer.json()["items"])
        await asyncio.sleep(float(answer.headers["Retry-After"]))


def _filters(tag: str) -> Iterable[tuple[str, dict[str, Any]]]:
    for sort in get_args(Sort):
        yield f"sort {sort}", {"sort": sort}
    yield "one tag", {"tag": tag}
    yield "one tag, by title", {"tag": tag, "sort": "title"}
    yield "one channel", {"channel": "Channel 7"}
    yield "one channel, by title", {"channel": f"UC{7:022d}", "sort": "title"}
    yield "stage error", {"stage": "error"}
    yield "without captions, by duration", {"captions": "without", "sort": "duration"}
    yield "q, common", {"q": "kalo"}
    yield "q, rare", {"q": "tenshafin"}
    yield "q, by title", {"q": "tenshafin", "sort": "title"}
    yield "q, in no video", {"q": "xyz"}


async def _pages(client: httpx.AsyncClient, list_id: UUID, kind: str, query: dict[str, Any]) -> list[Row]:
    """The first page, again and again, and then one after the other into the depth."""
    path = f"/api/lists/{list_id}/videos"
    first = [await _page(client, path, query) for _ in range(ROUNDS)]
    rows = [_row("list, first page", kind, [each for each, _ in first], WANTED_PAGE_SECONDS)]
    deep: list[float] = []
    cursor = first[0][1]
    while cursor and len(deep) < DEEP_PAGES:
        seconds, cursor = await _page(client, path, {**query, "limit": 200, "cursor": cursor})
        deep.append(seconds)
    return [*rows, _row("list, next pages of 200", kind, deep, WANTED_PAGE_SECONDS)] if deep else rows


async def _page(client: httpx.AsyncClient, path: str, query: dict[str, Any]) -> tuple[float, str | None]:
    started = time.perf_counter()
    answer = await client.get(path, params=query)
    seconds = time.perf_counter() - started
    answer.raise_for_status()
    return seconds, answer.json()["next_cursor"]


def _row(name: str, kind: str, taken: list[float], wanted: float, notes: str = "") -> Row:
    p95 = percentile(taken, 0.95)
    return Row(
        name,
        kind,
        {"p50 ms": median(taken) * 1000, "p95 ms": p95 * 1000},
        ratio=p95 / wanted,
        against=f"what is wanted ({wanted * 1000:.0f} ms)",
        notes=notes,
        samples={"s": taken},
    )
