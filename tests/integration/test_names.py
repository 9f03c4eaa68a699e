"""A part of a title or channel finds what reading all names would find, whatever the index knows yet."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reelshelf.library import names, videos
from reelshelf.library.filters import VideoFilter
from reelshelf.search import indexing
from simulators.world.ids import video_ids
from stock import Stock, add_account, add_stock, change, rows

if TYPE_CHECKING:
    from uuid import UUID

    from reelshelf.kit.db import Database

LETTERS = "aAbBäÄßÉéİıΣσς%_\\ -'日本🎈"
VIDEOS = 60
LOOKS = 150
NAMED = "UPDATE videos SET title = :title, channel = :channel WHERE id = :id"
READ_ALL = """
SELECT id FROM videos WHERE user_id = :user_id AND list_id = :list_id
  AND (strpos(lower(title), lower(:q)) > 0 OR strpos(lower(channel), lower(:q)) > 0)
"""


async def index(database: Database, marks: int) -> None:
    async with database.begin() as connection:
        await indexing.index(connection, marks)


async def found(database: Database, stock: Stock, q: str) -> set[UUID]:
    """By a page and by “select all”, which agree."""
    query = videos.VideoQuery(stock.list_id, VideoFilter(q=q), limit=200)
    async with database.read_planned() as connection:
        page = await videos.page(connection, stock.user_id, query)
        ids = await videos.ids(connection, stock.user_id, query)
    assert {row["id"] for row in page.rows} == set(ids)
    assert page.matched == len(ids)
    return set(ids)


async def proposed(database: Database, stock: Stock, q: str) -> set[UUID] | None:
    async with database.read() as connection:
        some = await names.propose(connection, stock.list_id, q)
    return None if some is None else set(some)


async def name(database: Database, video_id: UUID, title: str | None, channel: str | None = None) -> None:
    await change(database, NAMED, id=video_id, title=title, channel=channel)


@pytest.mark.parametrize("seed", range(3))
async def test_it_finds_what_reading_all_names_finds(database: Database, seed: int) -> None:
    """Some are indexed, some were renamed afterwards, some are not looked at yet."""
    dice = random.Random(seed)  # noqa: S311 - the same names every time

    def letters(most: int) -> str:
        return "".join(dice.choices(LETTERS, k=dice.randint(1, most)))

    mine = await add_stock(database, await add_account(database), VIDEOS)
    theirs = await add_stock(database, await add_account(database, "eve@example.org"), VIDEOS)
    for video_id in (*mine.video_ids, *theirs.video_ids):
        await name(database, video_id, letters(12), letters(12) if dice.random() < 0.5 else None)
    await index(database, VIDEOS + VIDEOS // 2)
    for video_id in mine.video_ids[::7]:
        await name(database, video_id, letters(12))
    for _ in range(LOOKS):
        stock, q = dice.choice((mine, theirs)), letters(5)
        expected = await rows(database, READ_ALL, user_id=stock.user_id, list_id=stock.list_id, q=q)
        assert await found(database, stock, q) == {row["id"] for row in expected}, q


async def test_the_index_proposes_few(database: Database) -> None:
    """Of this list, in small and capital letters, in title and channel, at the beginning, in the middle, at the end."""
    stock = await add_stock(database, await add_account(database), 5)
    first, second, *others = stock.video_ids
    elsewhere = await add_stock(database, stock.user_id, 5, name="Elsewhere")
    for video_id in (*others, *elsewhere.video_ids):
        await name(database, video_id, "Something else", "Volcano Lovers")
    await name(database, first, "The SUBWAY of München")
    await name(database, second, None, "subways.tv")
    await index(database, 100)
    for q, wanted in {
        "subway": {first, second},
        "MÜNCHEN": {first},
        "bwa": {first, second},
        "s.t": {second},
        "the subway of münchen": {first},
        "volcano": set(others),
        "xyz": set(),
    }.items():
        assert await proposed(database, stock, q) == await found(database, stock, q) == wanted, q
    assert await proposed(database, stock, "su") is None, "two letters are in no index"
    assert await found(database, stock, "SU") == {first, second}


async def test_letters_that_are_everywhere_are_not_looked_up(database: Database) -> None:
    """Among all names, as among those that are not looked at yet."""
    stock = await add_stock(database, await add_account(database), 1_500)
    await change(database, "UPDATE videos SET title = 'Same'")
    assert await proposed(database, stock, "same") is None
    assert len(await proposed(database, stock, "other") or ()) == 1_500
    await change(
        database,
        "INSERT INTO search_backlog (video_id) SELECT video_id FROM search_backlog, generate_series(1, 3)",
    )
    assert await proposed(database, stock, "other") is None, "too many"


async def test_pages_of_many_follow_each_other_without_a_second_count(database: Database) -> None:
    stock = await add_stock(database, await add_account(database), 1_500)
    await change(database, "UPDATE videos SET title = 'Same'")
    query = videos.VideoQuery(stock.list_id, VideoFilter(q="sam"), limit=700)
    seen: list[UUID] = []
    more = True
    async with database.read_planned() as connection:
        while more:
            page = await videos.page(connection, stock.user_id, query)
            assert page.matched is None, "they are more than are counted"
            shown, more = page.rows[: query.limit], len(page.rows) > query.limit
            seen += [row["id"] for row in shown]
            query = replace(query, after=(shown[-1]["sort_value"], str(shown[-1]["id"])), many=True)
    assert len(seen) == len(set(seen)) == len(stock.video_ids)


async def test_a_video_on_another_list_is_found_there_at_once(database: Database) -> None:
    stock = await add_stock(database, await add_account(database), 2)
    other = await add_stock(database, stock.user_id, video_ids(3)[2:], name="Other")
    moved, _ = stock.video_ids
    for video_id in stock.video_ids:
        await name(database, video_id, "Volcano")
    await index(database, 100)
    await change(database, "UPDATE videos SET list_id = :other WHERE id = :id", other=other.list_id, id=moved)
    for _ in range(2):
        assert await found(database, other, "volcano") == {moved}
        assert await found(database, stock, "volcano") == {stock.video_ids[1]}
        await index(database, 100)
    assert await proposed(database, other, "volcano") == {moved}


async def test_what_search_cannot_take_in_is_found_by_its_name(database: Database) -> None:
    stock = await add_stock(database, await add_account(database), 2)
    refused, other = stock.video_ids
    await name(database, refused, "Poisonous frogs")
    await name(database, other, "Frogs")
    async with database.begin() as connection:
        assert await indexing.leave_out(connection) == refused
    await index(database, 100)
    assert await found(database, stock, "poison") == await proposed(database, stock, "poison") == {refused}
    assert await found(database, stock, "frog") == {refused, other}
    await name(database, refused, "Harmless frogs")
    await index(database, 100)
    assert await proposed(database, stock, "poison") == set()
    assert await found(database, stock, "harmless") == {refused}
