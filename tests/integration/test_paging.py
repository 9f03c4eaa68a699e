"""Every collection: pages of two hundred at most, and by what was seen last, so that what goes or comes meanwhile
neither hides nor repeats anything. Of search it is shown in `test_search.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from reelshelf.http import build_app
from reelshelf.settings import Settings
from running import Person, sign_in, sign_up
from simulators.world.ids import video_ids
from stock import change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reelshelf.kit.db import Database

DOCUMENT = build_app(Settings(data_dir=Path("/nonexistent"), _env_file=None)).openapi()
MOST = 200
GUESTS = ["bob@example.org", "eve@example.org"]


def collections() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Path, answer and parameters of every route that answers with `items`."""
    for path, methods in DOCUMENT["paths"].items():
        answers = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        schema = answers.get("application/json", {}).get("schema", {})
        shape = DOCUMENT["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], {})
        if "items" in shape.get("properties", {}):
            asked = {each["name"]: each["schema"] for each in methods["get"].get("parameters", [])}
            yield path, shape["properties"], asked


def test_every_collection_has_pages_of_two_hundred_at_most() -> None:
    found = {path: (properties, asked) for path, properties, asked in collections()}
    assert len(found) >= 10
    for path, (properties, asked) in found.items():
        assert "next_cursor" in properties, path
        assert asked["limit"]["maximum"] == MOST, path
        assert {"cursor", "since"} & set(asked), path


async def walk(person: Person, path: str, seen: list[Any], cursor: str | None) -> None:
    """From there to the end of the collection, one by one, into `seen`."""
    mark = "since" if path.endswith("progress-history") else "cursor"
    while cursor is not None:
        cursor = await look(person, path, {mark: cursor}, seen)


async def look(person: Person, path: str, query: dict[str, str], seen: list[Any]) -> str | None:
    answer = await person.http.get(path, params={"limit": "1", **query})
    answer.raise_for_status()
    page = answer.json()
    assert len(page["items"]) <= 1
    seen += page["items"]
    cursor: str | None = page["next_cursor"]
    return cursor


async def names_of(person: Person, path: str, name: str) -> list[Any]:
    return [each[name] for each in (await person.get(path))["items"]]


async def assert_keeps_its_place(person: Person, path: str, name: str, remove: str) -> None:
    """The first thing is seen and then removed; the others come all the same."""
    before = await names_of(person, path, name)
    assert len(before) >= 3
    seen: list[Any] = []
    cursor = await look(person, path, {}, seen)
    (await person.http.delete(remove.format(seen[0][name]))).raise_for_status()
    await walk(person, path, seen, cursor)
    assert [each[name] for each in seen] == before, path


async def test_what_is_removed_meanwhile_hides_nothing(person: Person) -> None:
    for number in range(3):
        await person.create_list(f"List {number}")
        await person.http.post("/api/tags", json={"name": f"tag {number}"})
        await person.http.post("/api/tokens", json={"name": f"token {number}", "scopes": ["read"]})
    list_id = await person.create_list()
    await person.import_links(list_id, video_ids(4))
    await assert_keeps_its_place(person, "/api/tags", "id", "/api/tags/{}")
    await assert_keeps_its_place(person, "/api/tokens", "id", "/api/tokens/{}")
    await assert_keeps_its_place(person, f"/api/lists/{list_id}/videos", "id", "/api/videos/{}")
    await assert_keeps_its_place(person, "/api/lists", "id", "/api/lists/{}")


async def test_what_comes_meanwhile_repeats_nothing(person: Person) -> None:
    list_id = await person.create_list()
    for youtube_id in video_ids(4):
        await person.import_links(list_id, [youtube_id])
    for _ in range(3):
        await (await sign_in(person.base_url)).http.aclose()
    for path in ("/api/jobs", "/api/sessions"):
        before = await names_of(person, path, "id")
        assert len(before) >= 4
        seen: list[Any] = []
        cursor = await look(person, path, {}, seen)
        await person.import_links(list_id, video_ids(6)[5:])
        await (await sign_in(person.base_url)).http.aclose()
        await walk(person, path, seen, cursor)
        assert [each["id"] for each in seen] == before, path


async def test_accounts_channels_and_histories_are_walked_one_by_one(
    person: Person, settings: Settings, database: Database
) -> None:
    for guest in GUESTS:
        await (await sign_up(settings, person.base_url, guest)).http.aclose()
    receipt = await person.import_links(await person.create_list(), video_ids(5))
    await change(
        database,
        "UPDATE videos SET channel = 'Channel ' || CASE WHEN id = ANY(CAST(:ids AS uuid[])) THEN 'A' ELSE id::text END",
        ids=receipt["video_ids"][:2],
    )
    history = f"/api/jobs/{receipt['job_id']}/progress-history"
    for _ in range(3):
        await person.http.post(f"/api/jobs/{receipt['job_id']}/pause")
        await person.http.post(f"/api/jobs/{receipt['job_id']}/resume")
    for path, name in (("/api/users", "email"), ("/api/channels", "name"), (history, "seq")):
        whole = await names_of(person, path, name)
        assert len(whole) >= 3, path
        seen: list[Any] = []
        await walk(person, path, seen, await look(person, path, {}, seen))
        assert [each[name] for each in seen] == whole, path
