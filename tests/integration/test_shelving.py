"""Moving and removing many videos: nothing is lost or doubled, and imports still add up."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from reelshelf.enrichment import pipeline
from reelshelf.imports import jobs, shelving
from reelshelf.imports.commands import ImportInput, export_list, start_import
from reelshelf.library import lists, tags
from running import events_until, sign_up
from simulators.world.ids import video_ids
from stock import add_account, add_stock, change, held, rows
from writing import NO_CAPTIONS, facts, writing

if TYPE_CHECKING:
    from redis.asyncio import Redis

    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person


async def two_lists(person: Person) -> tuple[str, list[str], str, list[str]]:
    """Five videos on the first, the first two of them on the second as well."""
    first, second = await person.create_list("First"), await person.create_list("Second")
    ids = video_ids(5)
    here = (await person.import_links(first, ids))["video_ids"]
    return first, here, second, (await person.import_links(second, ids[:2]))["video_ids"]


async def move(person: Person, ids: list[str], list_id: str) -> dict[str, Any]:
    answer = await person.http.post("/api/videos/move", json={"video_ids": ids, "list_id": list_id})
    assert answer.status_code == 200, answer.text
    receipt: dict[str, Any] = answer.json()
    return receipt


async def remove(person: Person, ids: list[str]) -> int:
    answer = await person.http.post("/api/videos/remove", json={"video_ids": ids})
    assert answer.status_code == 200, answer.text
    return int(answer.json()["removed"])


def assert_adds_up(job: dict[str, Any]) -> None:
    assert job["total"] == job["created"] + job["duplicates"] + job["invalid_count"]
    assert job["created"] == job["complete"] + job["unavailable"] + job["pending"] + job["removed"]


async def test_what_the_list_has_already_stays_where_it_is(person: Person) -> None:
    first, here, second, there = await two_lists(person)
    assert await move(person, [*here, here[0], *there, str(uuid4())], second) == {
        "moved": 3,
        "already_there": 4,
    }
    assert {video["id"] for video in await person.videos(first)} == set(here[:2])
    assert {video["id"] for video in await person.videos(second)} == {*there, *here[2:]}
    third = await person.create_list("Third")
    assert await move(person, [*here, *there], third) == {"moved": 5, "already_there": 2}
    youtube_ids = [video["youtube_id"] for video in await person.videos(third)]
    assert sorted(youtube_ids) == sorted(video_ids(5))


async def test_another_accounts_list_and_videos_are_out_of_reach(
    person: Person, settings: Settings, base_url: str
) -> None:
    first, here, *_ = await two_lists(person)
    stranger = await sign_up(settings, base_url, "eve@example.org")
    own = await stranger.create_list()
    assert await move(stranger, here, own) == {"moved": 0, "already_there": 0}
    assert await remove(stranger, here) == 0
    for target in (first, str(uuid4())):
        answer = await stranger.http.post("/api/videos/move", json={"video_ids": [], "list_id": target})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert len(await person.videos(first)) == 5
    await stranger.http.aclose()


async def test_other_tabs_are_told_where_videos_went(person: Person) -> None:
    first, here, second, there = await two_lists(person)
    async with person.socket() as (socket, _):
        await move(person, here, second)
        await remove(person, [here[0], there[0]])
        heard = await events_until(
            socket, lambda event: event["type"] == "job_progress" and event["list_id"] == second
        )
    left, came, *gone = heard[:4]
    assert (left["type"], left["list_id"], sorted(left["video_ids"])) == ("videos_removed", first, here[2:])
    assert (came["type"], came["list_id"], came["video_ids"]) == ("videos_changed", second, None)
    assert {(each["type"], each["list_id"], *each["video_ids"]) for each in gone} == {
        ("videos_removed", first, here[0]),
        ("videos_removed", second, there[0]),
    }
    assert [event["removed"] for event in heard[4:]] == [1, 1]


async def test_an_import_is_over_when_what_it_waited_for_is_removed(
    person: Person, database: Database
) -> None:
    list_id = await person.create_list()
    receipt = await person.import_links(list_id, video_ids(4))
    await change(
        database,
        "UPDATE videos SET import_stage = 'complete', import_progress = 100, captions = 'none' WHERE id = :id",
        id=UUID(receipt["video_ids"][0]),
    )
    await change(
        database,
        "UPDATE video_enrichments SET status = 'completed', due_at = NULL WHERE video_id = :id",
        id=UUID(receipt["video_ids"][0]),
    )
    await move(person, receipt["video_ids"][1:3], await person.create_list("Other"))
    assert_adds_up(job := await person.get(f"/api/jobs/{receipt['job_id']}"))
    assert (job["status"], job["pending"], job["removed"]) == ("running", 3, 0)
    assert await remove(person, receipt["video_ids"][1:]) == 3
    assert_adds_up(job := await person.get(f"/api/jobs/{receipt['job_id']}"))
    assert (job["status"], job["complete"], job["removed"]) == ("completed", 1, 3)


async def test_undo_and_cancel_leave_what_was_moved(person: Person) -> None:
    first, second = await person.create_list("First"), await person.create_list("Second")
    kept = await person.import_links(first, video_ids(3))
    await move(person, kept["video_ids"][:1], second)
    await person.http.post(f"/api/jobs/{kept['job_id']}/undo")
    assert [video["id"] for video in await person.videos(second)] == kept["video_ids"][:1]
    assert await person.videos(first) == []
    gone = await person.import_links(first, video_ids(9)[6:])
    await move(person, gone["video_ids"][:1], second)
    async with person.socket() as (socket, _):
        await person.http.post(f"/api/jobs/{gone['job_id']}/cancel")
        heard = await events_until(socket, lambda event: event["type"] == "job_progress")
    assert {(event["list_id"], event["count"]) for event in heard[:-1]} == {(first, 2)}
    assert [video["id"] for video in await person.videos(second)] == [
        *gone["video_ids"][:1],
        *kept["video_ids"][:1],
    ]


async def test_a_video_in_work_is_finished_on_its_new_list(database: Database, redis: Redis) -> None:
    stock = await add_stock(database, await add_account(database), 2)
    async with writing(database, redis) as writer, held(database, stock.video_ids[0]) as snapshot:
        await writer.write(pipeline.learned(snapshot, facts(snapshot.youtube_id), None))
        async with database.begin() as connection:
            target = await lists.create(connection, stock.user_id, "Other", None)
            assert (await shelving.move(connection, stock.user_id, stock.video_ids, target)).went == 2
        await writer.write(pipeline.finished(snapshot, NO_CAPTIONS, 0.0))
    steps = await rows(
        database,
        """SELECT event->>'list_id' AS list, event->>'progress' AS progress FROM job_progress_events
        WHERE event->>'type' = 'import_progress' ORDER BY seq""",
    )
    assert [(row["list"], row["progress"]) for row in steps] == [
        (str(stock.list_id), "25"),
        (str(target), "60"),
        (str(target), "90"),
        (str(target), "100"),
    ]
    async with database.begin() as connection:
        job = await jobs.get(connection, stock.user_id, stock.job_id)
        assert_adds_up(job)
        assert (job["complete"], job["pending"]) == (1, 1)
        await lists.delete(connection, stock.user_id, stock.list_id)
    async with database.read() as connection:
        assert (await lists.get(connection, stock.user_id, target))["video_count"] == 2


async def test_everything_at_once_waits_for_nobody_in_a_circle(database: Database, redis: Redis) -> None:
    user_id = await add_account(database)
    stocks = [await add_stock(database, user_id, 40, name=name) for name in ("A", "B", "C")]
    ids = [each for stock in stocks for each in stock.video_ids]
    async with database.begin() as connection:
        words = [await tags.create(connection, user_id, name, "gray") for name in ("x", "y")]

    async def moved(target: UUID, order: int) -> None:
        async with database.begin() as connection:
            await shelving.move(connection, user_id, ids[::order], target)

    async def tagged(order: int) -> None:
        async with database.begin() as connection:
            await tags.change(connection, user_id, ids[::order], add=words[::order], remove=[])

    async def untagged() -> None:
        async with database.begin() as connection:
            await tags.delete(connection, user_id, words[0])

    async def removed() -> None:
        async with database.begin() as connection:
            await shelving.remove(connection, user_id, ids[::-3])

    async def enriched(video_id: UUID) -> None:
        async with held(database, video_id) as snapshot:
            await writer.write(pipeline.finished(snapshot, NO_CAPTIONS, 0.0))

    async with writing(database, redis) as writer:
        await asyncio.gather(
            tagged(1), tagged(-1), *(enriched(each) for each in ids[1::8] if each not in set(ids[::-3]))
        )
        await asyncio.gather(
            *(moved(stock.list_id, order) for stock in stocks for order in (1, -1)),
            tagged(1), tagged(-1), untagged(), removed(), tagged(-1),
        )  # fmt: skip
    left = await rows(database, "SELECT count(*) AS videos FROM videos")
    assert left == [{"videos": 80}]


async def test_an_exported_list_comes_back_with_tags_and_notes(
    person: Person, settings: Settings, database: Database
) -> None:
    list_id = await person.create_list("Talks")
    ids = (await person.import_links(list_id, video_ids(4)))["video_ids"]
    async with database.begin() as connection:
        user_id = (await rows(database, "SELECT id FROM users"))[0]["id"]
        odd, plain = [
            await tags.create(connection, user_id, each, "red") for each in ("=odd, \\ one", "plain")
        ]
        await tags.change(connection, user_id, [UUID(each) for each in ids[:2]], add=[odd], remove=[])
        await tags.change(connection, user_id, [UUID(ids[0])], add=[plain], remove=[])
    await person.http.patch(f"/api/videos/{ids[0]}", json={"notes": "=1+1\nline\ttwo", "title": "-Title"})
    before = [_kept(video) for video in await person.videos(list_id)]
    for form in ("csv", "json", "html", "txt"):
        text = await export_list(settings, owner_email=None, list_name="Talks", format_=form)
        given = ImportInput(f"talks.{form}", text.encode())
        started = await start_import(settings, owner_email=None, list_name=form, inputs=[given])
        assert (started.created, started.invalid) == (4, ())
        (copy,) = await rows(database, "SELECT id::text FROM lists WHERE name = :name", name=form)
        after = [_kept(video) for video in await person.videos(copy["id"])]
        assert after == (before if form != "txt" else [(each[0], None, None, []) for each in before])
    names = [tag["name"] for tag in (await person.get("/api/tags"))["items"]]
    assert names == ["=odd, \\ one", "plain"]
    undone = await person.http.post(f"/api/jobs/{started.job_ids[0]}/undo")
    assert undone.json()["removed"] == 4


def _kept(video: dict[str, Any]) -> tuple[Any, ...]:
    return video["youtube_id"], video["title"], video["notes"], video["tag_ids"]


async def test_a_file_brings_tags_and_notes_of_new_videos_only(person: Person) -> None:
    list_id = await person.create_list()
    first, second = video_ids(2)
    await person.import_links(list_id, [first])
    await person.http.post("/api/tags", json={"name": "Music", "color": "teal"})
    content = (
        "url,title,tags,notes\n"
        f'https://youtu.be/{first},A,"music",overwritten?\n'
        f'https://youtu.be/{second},B,"MUSIC,{"x" * 80}, music ",kept\n'
    )
    answer = await person.http.post(
        f"/api/lists/{list_id}/videos/bulk", files={"file": ("a.csv", content.encode())}
    )
    assert (answer.json()["created"], answer.json()["duplicates"]) == (1, 1)
    assert answer.json()["videos"] is None
    shelf = {video["youtube_id"]: video for video in await person.videos(list_id)}
    assert (shelf[first]["notes"], shelf[first]["tag_ids"]) == (None, [])
    known = {tag["id"]: tag for tag in (await person.get("/api/tags"))["items"]}
    assert [known[tag]["name"] for tag in shelf[second]["tag_ids"]] == ["Music", "x" * 60]
    assert shelf[second]["notes"] == "kept"
