"""What is on somebody's screen goes ahead of the rest, and single links stay ahead of that."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import text

from reelshelf.enrichment import priority
from reelshelf.enrichment.announcer import PROCESS
from reelshelf.enrichment.backlog import release
from running import sign_up
from simulators.world.ids import video_ids
from stock import add_account, add_stock, change, forget_releases, rows

if TYPE_CHECKING:
    import httpx

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person


async def next_ones(database: Database, limit: int) -> list[str]:
    async with database.begin() as connection:
        return (await release(connection, limit))[PROCESS]


async def see(person: Person, ids: list[str]) -> httpx.Response:
    return await person.http.post("/api/videos/seen", json={"video_ids": ids})


async def seen_ones(database: Database) -> set[UUID]:
    found = await rows(database, "SELECT video_id FROM video_enrichments WHERE priority = 1")
    return {row["video_id"] for row in found}


async def test_seen_videos_go_first_and_single_links_before_them(person: Person, database: Database) -> None:
    list_id = await person.create_list()
    ids = (await person.import_links(list_id, video_ids(40)))["video_ids"]
    assert (await see(person, ids[30:34])).json() == {"moved": 4}
    link = {"url": f"https://youtu.be/{video_ids(41)[40]}"}
    single = (await person.http.post(f"/api/lists/{list_id}/videos", json=link)).json()["id"]
    await forget_releases(database)
    assert await next_ones(database, 8) == [single, *ids[30:34], *ids[:3]]


async def test_seen_again_nothing_moves(person: Person) -> None:
    ids = (await person.import_links(await person.create_list(), video_ids(3)))["video_ids"]
    assert (await see(person, ids)).json() == {"moved": 3}
    assert (await see(person, ids)).json() == {"moved": 0}
    assert (await see(person, [])).json() == {"moved": 0}


async def test_what_is_done_and_what_is_somebody_elses_stays(
    person: Person, settings: Settings, base_url: str, database: Database
) -> None:
    ids = (await person.import_links(await person.create_list(), video_ids(3)))["video_ids"]
    await change(database, "UPDATE video_enrichments SET due_at = NULL WHERE video_id = :id", id=ids[0])
    stranger = await sign_up(settings, base_url, "eve@example.org")
    assert (await see(stranger, ids)).json() == {"moved": 0}
    assert (await see(person, [*ids, str(uuid4())])).json() == {"moved": 2}
    await stranger.http.aclose()


async def test_a_screen_holds_two_hundred_videos(person: Person) -> None:
    answer = await see(person, [str(uuid4()) for _ in range(201)])
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


async def test_scrolling_through_everything_puts_nobody_else_behind(database: Database) -> None:
    ada = await add_stock(database, await add_account(database), 12)
    eve = await add_stock(database, await add_account(database, "eve@example.org"), 2)
    async with database.begin() as connection:
        assert await priority.see(connection, eve.user_id, eve.video_ids, most=6) == 2
        for first in (0, 3):
            assert await priority.see(connection, ada.user_id, ada.video_ids[first : first + 3], most=6) == 3
    assert await seen_ones(database) == {*ada.video_ids[:6], *eve.video_ids}
    async with database.begin() as connection:
        assert await priority.see(connection, ada.user_id, ada.video_ids[5:8], most=6) == 2
    assert await seen_ones(database) == {*ada.video_ids[5:8], *eve.video_ids}


async def test_a_hint_waits_for_nobody(database: Database) -> None:
    stock = await add_stock(database, await add_account(database), 2)
    async with database.begin() as writer, database.begin() as connection:
        await writer.execute(
            text("SELECT 1 FROM video_enrichments WHERE video_id = :id FOR UPDATE"),
            {"id": stock.video_ids[0]},
        )
        assert await priority.see(connection, stock.user_id, stock.video_ids) == 1
    assert await seen_ones(database) == {stock.video_ids[1]}
