"""The history is bounded: the oldest goes, no hole is left, and whoever was away too long starts anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from reelshelf.progress import events
from reelshelf.progress.retention import RETENTION_LOCK, prune
from running import events_until
from simulators.world.ids import video_ids
from stock import add_account, change, rows

if TYPE_CHECKING:
    from uuid import UUID

    from reelshelf.kit.db import Database
    from running import Person

AGED = "UPDATE job_progress_events SET created_at = created_at - interval '31 days' WHERE seq <= :seq"


async def told(database: Database, user_id: UUID, count: int) -> None:
    async with database.begin() as connection:
        await events.append(connection, user_id, [{"type": "videos_added", "job_id": None}] * count)


async def kept(database: Database, user_id: UUID) -> list[int]:
    found = await rows(
        database, "SELECT seq FROM job_progress_events WHERE user_id = :id ORDER BY seq", id=user_id
    )
    return [row["seq"] for row in found]


async def pruned(database: Database, **limits: int) -> int:
    async with database.begin() as connection:
        return await prune(connection, **limits)


async def test_what_is_older_than_a_month_goes(database: Database) -> None:
    user_id = await add_account(database)
    await told(database, user_id, 10)
    assert await pruned(database) == 0
    await change(database, AGED, seq=4)
    assert await pruned(database) == 4
    assert await kept(database, user_id) == list(range(5, 11))


async def test_the_newest_of_each_account_stay(database: Database) -> None:
    ada, eve = await add_account(database), await add_account(database, "eve@example.org")
    await told(database, ada, 30)
    await told(database, eve, 7)
    assert await pruned(database, events=20) == 10
    assert await kept(database, ada) == list(range(11, 31))
    assert await kept(database, eve) == list(range(1, 8))


async def test_an_old_one_between_newer_ones_leaves_no_hole(database: Database) -> None:
    user_id = await add_account(database)
    await told(database, user_id, 6)
    await change(
        database, "UPDATE job_progress_events SET created_at = now() - interval '31 days' WHERE seq = 3"
    )
    await pruned(database)
    assert await kept(database, user_id) == [4, 5, 6]


async def test_much_goes_in_small_pieces(database: Database) -> None:
    user_id = await add_account(database)
    await told(database, user_id, 25)
    assert [await pruned(database, events=5, batch=8) for _ in range(4)] == [8, 8, 4, 0]
    assert await kept(database, user_id) == list(range(21, 26))


async def test_one_worker_at_a_time_prunes(database: Database) -> None:
    user_id = await add_account(database)
    await told(database, user_id, 5)
    async with database.begin() as another:
        await another.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": RETENTION_LOCK})
        assert await pruned(database, events=1) == 0
    assert await pruned(database, events=1) == 4


async def imported(person: Person, database: Database) -> tuple[dict[str, Any], int]:
    """An import, and its last number once everything before it is gone."""
    receipt = await person.import_links(await person.create_list(), video_ids(2))
    for verb in ("pause", "resume", "pause"):
        await person.http.post(f"/api/jobs/{receipt['job_id']}/{verb}")
    history = await person.get(f"/api/jobs/{receipt['job_id']}/progress-history")
    # The first of all tells of the new list.
    assert (history["first_seq"], history["items"][0]["seq"]) == (1, 2)
    await change(database, AGED, seq=history["last_seq"] - 1)
    await pruned(database)
    return receipt, history["last_seq"]


async def test_the_history_says_where_it_begins(person: Person, database: Database) -> None:
    receipt, last = await imported(person, database)
    history = await person.get(f"/api/jobs/{receipt['job_id']}/progress-history")
    assert [event["seq"] for event in history["items"]] == [last]
    assert (history["first_seq"], history["last_seq"]) == (last, last)


async def test_where_nothing_is_kept_the_history_begins_with_what_comes(
    person: Person, database: Database
) -> None:
    receipt, last = await imported(person, database)
    await change(database, AGED, seq=last)
    await pruned(database)
    history = await person.get(f"/api/jobs/{receipt['job_id']}/progress-history?since={last}")
    assert (history["items"], history["first_seq"], history["last_seq"]) == ([], last + 1, last)


async def test_a_socket_that_was_away_too_long_gets_the_snapshot_alone(
    person: Person, database: Database
) -> None:
    receipt, last = await imported(person, database)
    async with person.socket(since=1) as (connection, ready):
        assert ready["seq"] == last
        assert [event["type"] for event in ready["snapshot"]] == ["job_progress"] + 2 * ["import_progress"]
        await person.http.post(f"/api/jobs/{receipt['job_id']}/resume")
        heard = await events_until(connection, lambda event: event["type"] == "job_progress")
    assert [event["seq"] for event in heard] == [last + 1]


async def test_a_socket_that_lacks_only_what_is_kept_gets_just_that(
    person: Person, database: Database
) -> None:
    _, last = await imported(person, database)
    async with person.socket(since=last - 1) as (connection, _ready):
        heard = await events_until(connection, lambda event: event["seq"] == last)
    assert [event["seq"] for event in heard] == [last]
