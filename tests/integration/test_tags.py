"""Tags, channels, positions and filters: what a person puts on videos, and finds them by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from running import events_until, sign_up
from simulators.world.ids import video_ids
from stock import change, rows

if TYPE_CHECKING:
    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person


async def make_tag(person: Person, name: str, **more: str) -> str:
    answer = await person.http.post("/api/tags", json={"name": name, **more})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def put(
    person: Person, ids: list[str], *, add: list[str] | None = None, remove: list[str] | None = None
) -> int:
    answer = await person.http.post(
        "/api/videos/tags", json={"video_ids": ids, "add": add or [], "remove": remove or []}
    )
    assert answer.status_code == 200, answer.text
    return int(answer.json()["changed"])


async def shelf_of(person: Person, count: int, name: str = "Talks") -> tuple[str, list[str]]:
    list_id = await person.create_list(name)
    return list_id, (await person.import_links(list_id, video_ids(count)))["video_ids"]


async def ids_of(person: Person, list_id: str, **query: Any) -> list[str]:
    """What `video-ids` finds, after a look at whether the pages and the total say the same."""
    answer = await person.http.get(f"/api/lists/{list_id}/video-ids", params=query)
    answer.raise_for_status()
    page = await person.http.get(f"/api/lists/{list_id}/videos", params={**query, "limit": 200})
    found: list[str] = answer.json()["ids"]
    assert [video["id"] for video in page.json()["items"]] == found
    assert page.json()["total"] == len(found)
    return found


async def test_tags_live(person: Person) -> None:
    music = await make_tag(person, "  Music  ", color="violet")
    await make_tag(person, "ähnlich")
    taken = await person.http.post("/api/tags", json={"name": "mUSIC"})
    assert (taken.status_code, taken.json()["code"]) == (409, "tag_name_taken")
    other = await make_tag(person, "Zoo")
    clash = await person.http.patch(f"/api/tags/{other}", json={"name": "MUSIC"})
    assert (clash.status_code, clash.json()["code"]) == (409, "tag_name_taken")
    recased = (await person.http.patch(f"/api/tags/{music}", json={"name": "MUSIC"})).json()
    assert recased == {"id": music, "name": "MUSIC", "color": "violet", "video_count": 0}
    assert (await person.http.patch(f"/api/tags/{music}", json={"color": "teal"})).json()["name"] == "MUSIC"
    assert (await person.http.post("/api/tags", json={"name": "x", "color": "beige"})).status_code == 422
    for name in ("", "   ", "x" * 61):
        assert (await person.http.post("/api/tags", json={"name": name})).status_code == 422
    assert (await person.http.delete(f"/api/tags/{other}")).status_code == 204
    assert (await person.http.delete(f"/api/tags/{other}")).status_code == 404


async def test_tags_are_paged_by_name(person: Person) -> None:
    for name in ("delta", "Alpha", "charlie", "Bravo", "echo"):
        await make_tag(person, name)
    names: list[str] = []
    query: dict[str, Any] = {"limit": 2}
    while True:
        page = (await person.http.get("/api/tags", params=query)).json()
        names += [tag["name"] for tag in page["items"]]
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]
    assert names == ["Alpha", "Bravo", "charlie", "delta", "echo"]


async def test_many_videos_are_tagged_at_once(person: Person) -> None:
    list_id, ids = await shelf_of(person, 60)
    good, bad = await make_tag(person, "good"), await make_tag(person, "bad")
    assert await put(person, [*ids, ids[0], str(uuid4())], add=[good, str(uuid4())]) == 60
    assert await put(person, ids, add=[good]) == 0
    assert await put(person, ids[:10], add=[bad], remove=[good]) == 10
    assert await put(person, ids[:1], add=[bad], remove=[bad]) == 0, "what is in both stays"
    shown = {video["id"]: video["tag_ids"] for video in await person.videos(list_id)}
    assert shown == {each: [bad] if each in ids[:10] else [good] for each in ids}
    counts = {tag["name"]: tag["video_count"] for tag in (await person.get("/api/tags"))["items"]}
    assert counts == {"good": 50, "bad": 10}
    assert (await person.get(f"/api/videos/{ids[0]}"))["tag_ids"] == [bad]
    assert (await person.http.delete(f"/api/tags/{bad}")).status_code == 204
    assert (await person.get(f"/api/videos/{ids[0]}"))["tag_ids"] == []


async def test_too_many_at_once_are_refused(person: Person) -> None:
    nobody = str(uuid4())
    for route in ("tags", "move", "remove"):
        body = {"video_ids": [nobody] * 10_001, "list_id": nobody}
        answer = await person.http.post(f"/api/videos/{route}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


async def test_another_accounts_tags_and_videos_are_as_none(
    person: Person, settings: Settings, base_url: str, database: Database
) -> None:
    list_id, ids = await shelf_of(person, 2)
    mine = await make_tag(person, "mine")
    assert await put(person, ids[:1], add=[mine]) == 1
    stranger = await sign_up(settings, base_url, "eve@example.org")
    _, theirs = await shelf_of(stranger, 2)
    foreign = await make_tag(stranger, "mine")
    assert await put(stranger, [*ids, *theirs], add=[mine]) == 0
    assert await put(stranger, ids, add=[foreign], remove=[mine]) == 0
    assert await put(stranger, [*ids, *theirs], add=[foreign]) == 2
    assert await put(person, theirs, add=[mine]) == 0
    assert (await stranger.http.get(f"/api/lists/{list_id}/video-ids")).status_code == 404
    assert (await stranger.http.get("/api/channels", params={"list_id": list_id})).status_code == 404
    assert [tag["id"] for tag in (await stranger.get("/api/tags"))["items"]] == [foreign]
    tagged = await rows(database, "SELECT video_id::text AS id, tag_id::text AS tag FROM video_tags")
    assert {(row["id"], row["tag"]) for row in tagged} == {
        (ids[0], mine),
        *((each, foreign) for each in theirs),
    }
    await stranger.http.aclose()


async def test_videos_are_found_by_tags_channel_and_all_else(person: Person, database: Database) -> None:
    list_id, ids = await shelf_of(person, 6)
    red, blue = await make_tag(person, "red"), await make_tag(person, "blue")
    await put(person, ids[:3], add=[red])
    await put(person, ids[2:4], add=[blue])
    await change(
        database,
        "UPDATE videos SET channel = 'Ada', channel_id = 'UCada', duration = 10 WHERE id = ANY(CAST(:ids AS uuid[]))",
        ids=ids[1:4],
    )
    assert await ids_of(person, list_id, tag=red) == ids[:3]
    assert await ids_of(person, list_id, tag=[red, blue]) == ids[:4]
    assert await ids_of(person, list_id, tag=[red, blue], tag_mode="all") == ids[2:3]
    assert await ids_of(person, list_id, tag=[red, str(uuid4())], tag_mode="all") == []
    assert await ids_of(person, list_id, tag=str(uuid4())) == []
    assert (
        await ids_of(person, list_id, channel="Ada")
        == await ids_of(person, list_id, channel="UCada")
        == ids[1:4]
    )
    assert await ids_of(person, list_id, tag=red, channel="Ada", q="ad", stage="created") == ids[1:3]
    assert await ids_of(person, list_id, sort="-duration") == [*ids[1:4], ids[0], *ids[4:]]
    assert await ids_of(person, await person.create_list("empty")) == []


async def test_channels_are_counted_by_id_or_else_by_name(person: Person, database: Database) -> None:
    list_id, ids = await shelf_of(person, 7)
    await person.import_links(await person.create_list("Other"), video_ids(1))
    for channel_id, name, chosen in (
        ("UCada", "Ada", ids[:2]),
        ("UCada", "Ada Lovelace", ids[2:3]),
        (None, "Bob", ids[3:4]),
        ("UCbob", "Bob", ids[4:5]),
    ):
        await change(
            database,
            "UPDATE videos SET channel = :name, channel_id = :channel_id WHERE id = ANY(CAST(:ids AS uuid[]))",
            name=name,
            channel_id=channel_id,
            ids=chosen,
        )
    first = (await person.http.get("/api/channels", params={"list_id": list_id, "limit": 1})).json()
    assert first["items"] == [{"channel_id": "UCada", "name": "Ada Lovelace", "video_count": 3}]
    rest = (
        await person.http.get("/api/channels", params={"list_id": list_id, "cursor": first["next_cursor"]})
    ).json()
    assert [(each["channel_id"], each["name"], each["video_count"]) for each in rest["items"]] == [
        (None, "Bob", 1),
        ("UCbob", "Bob", 1),
    ]
    assert rest["next_cursor"] is None
    everywhere = (await person.get("/api/channels"))["items"]
    assert everywhere == first["items"] + rest["items"]


async def test_a_position_is_remembered_and_touches_nothing(person: Person, database: Database) -> None:
    _, (video_id,) = await shelf_of(person, 1)
    before = await person.get(f"/api/videos/{video_id}")
    assert before["position_seconds"] is None
    answer = await person.http.put(f"/api/videos/{video_id}/position", json={"seconds": 754})
    assert answer.status_code == 204
    assert await person.get(f"/api/videos/{video_id}") == {**before, "position_seconds": 754}
    for seconds in (-1, 10**9, "x", None):
        answer = await person.http.put(f"/api/videos/{video_id}/position", json={"seconds": seconds})
        assert answer.status_code == 422
    assert await rows(database, "SELECT touched_at FROM videos") == [{"touched_at": None}]


async def test_other_tabs_are_told(person: Person) -> None:
    async with person.socket() as (socket, _):
        list_id, ids = await shelf_of(person, 60)
        tag = await make_tag(person, "good")
        await person.http.patch(f"/api/lists/{list_id}", json={"name": "Lectures"})
        await person.http.patch(f"/api/videos/{ids[0]}", json={"notes": "mine"})
        await put(person, ids[:2], add=[tag])
        await put(person, ids, add=[tag])
        await person.http.put(f"/api/videos/{ids[0]}/position", json={"seconds": 1})
        await person.http.delete(f"/api/tags/{tag}")
        heard = await events_until(socket, lambda event: event["seq"] == 12)
    assert [event["seq"] for event in heard] == list(range(1, 13))
    told = [(event["type"], event.get("list_id"), event.get("video_id")) for event in heard]
    assert told[0] == ("list_changed", list_id, None)
    assert told[3:6] == [
        ("tags_changed", None, None),
        ("list_changed", list_id, None),
        ("video_changed", list_id, ids[0]),
    ]
    assert sorted(told[6:8]) == [("video_changed", list_id, each) for each in ids[:2]]
    assert [kind for kind, *_ in told[8:]] == [
        "tags_changed", "videos_changed", "tags_changed", "tags_changed",
    ]  # fmt: skip
    assert sorted(heard[9]["video_ids"]) == ids[2:]
