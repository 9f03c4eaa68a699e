"""The library over HTTP: pages are complete, filters exact, and other accounts' things do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args
from uuid import UUID

import orjson
import pytest

from reelshelf.http import build_app
from reelshelf.kit.web import encode_cursor
from reelshelf.library.videos import Sort
from simulators.world.ids import video_ids
from stock import change, rows

if TYPE_CHECKING:
    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from running import Person

NOBODYS = "00000000-0000-7000-8000-000000000000"

#: Many equal values, nulls, and the characters that patterns and cursors trip over.
_FURNISH = """
UPDATE videos v SET
  title = CASE n.place % 5 WHEN 0 THEN NULL WHEN 1 THEN 'Same' WHEN 2 THEN 'same'
    WHEN 3 THEN '100 % "öäü" ' || n.place % 7 ELSE 'under_score\\' || n.place END,
  channel = CASE n.place % 4 WHEN 0 THEN NULL WHEN 1 THEN 'Channel A' WHEN 2 THEN 'channel b' ELSE '日本語' END,
  duration = CASE n.place % 6 WHEN 0 THEN NULL ELSE n.place % 3 * 60 END,
  published_at = CASE n.place % 3 WHEN 0 THEN NULL ELSE '2026-01-01T00:00:00.123456Z'::timestamptz
    + n.place % 4 * interval '1 day' END,
  created_at = v.created_at + n.place % 2 * interval '1 microsecond',
  captions = CASE n.place % 4 WHEN 1 THEN 'present' WHEN 2 THEN 'none' WHEN 3 THEN 'follow' END,
  import_stage = CASE n.place % 4 WHEN 0 THEN 'created' ELSE 'complete' END
FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM videos) n WHERE n.id = v.id
"""


@pytest.fixture
async def shelf(person: Person, database: Database) -> str:
    """A list of 200 videos from two imports."""
    list_id = await person.create_list()
    ids = video_ids(200)
    await person.import_links(list_id, ids[:120])
    await person.import_links(list_id, ids[120:])
    await change(database, _FURNISH)
    return list_id


async def pages(person: Person, list_id: str, **query: str) -> list[list[dict[str, Any]]]:
    found: list[list[dict[str, Any]]] = []
    cursor: dict[str, str] = {}
    while True:
        answer = await person.http.get(f"/api/lists/{list_id}/videos", params={**query, **cursor})
        answer.raise_for_status()
        page = answer.json()
        found.append(page["items"])
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}


async def test_every_order_pages_completely_and_without_repetition(person: Person, shelf: str) -> None:
    for sort in get_args(Sort):
        whole = await pages(person, shelf, sort=sort, limit="200")
        paged = await pages(person, shelf, sort=sort, limit="23")
        assert [len(page) for page in paged] == [23] * 8 + [16]
        ids = [video["id"] for page in paged for video in page]
        assert len(set(ids)) == 200
        assert ids == [video["id"] for video in whole[0]], sort


async def test_orders_are_orders(person: Person, shelf: str) -> None:
    for name in ("title", "channel", "duration", "published_at", "created_at"):
        (page,) = await pages(person, shelf, sort=name, limit="200")
        values = [video[name].lower() if isinstance(video[name], str) else video[name] for video in page]
        known = [value for value in values if value is not None]
        assert known == sorted(known), name
        assert values == [None] * (len(values) - len(known)) + known, "what is unknown comes first"
        (page,) = await pages(person, shelf, sort=f"-{name}", limit="200")
        back = [video[name].lower() if isinstance(video[name], str) else video[name] for video in page]
        assert back == known[::-1] + [None] * (len(values) - len(known)), f"{name}, the other way round"


async def test_the_newest_import_comes_first_in_the_order_it_was_put_in(person: Person) -> None:
    list_id = await person.create_list()
    first = await person.import_links(list_id, video_ids(10)[:5])
    second = await person.import_links(list_id, video_ids(10)[5:])
    shelf = await person.videos(list_id)
    assert [video["id"] for video in shelf] == second["video_ids"] + first["video_ids"]


async def test_a_shelf_that_grows_repeats_nothing(person: Person, shelf: str) -> None:
    first = (await person.http.get(f"/api/lists/{shelf}/videos", params={"limit": "50"})).json()
    await person.import_links(shelf, video_ids(230)[200:])
    rest = await person.videos(shelf, cursor=first["next_cursor"])
    ids = [video["id"] for video in first["items"] + rest]
    assert len(ids) == len(set(ids)) == 200


async def _matching(person: Person, shelf: str, **query: str | list[str]) -> list[dict[str, Any]]:
    """The videos found, after a look at the total."""
    answer = (await person.http.get(f"/api/lists/{shelf}/videos", params={"limit": "200", **query})).json()
    assert answer["total"] == len(answer["items"])
    found: list[dict[str, Any]] = answer["items"]
    return found


async def test_filters_by_stage_channel_captions_and_job(person: Person, shelf: str) -> None:
    created = await _matching(person, shelf, stage="created")
    assert {video["import_stage"] for video in created} == {"created"}
    assert len(created) == 50
    several = await _matching(person, shelf, stage=["created", "complete"])
    assert {video["import_stage"] for video in several} == {"created", "complete"}
    assert len(several) > 50
    assert {v["channel"] for v in await _matching(person, shelf, channel="日本語")} == {"日本語"}
    assert await _matching(person, shelf, channel="CHANNEL A") == []
    kinds = {kind: await _matching(person, shelf, captions=kind) for kind in ("with", "without", "partial")}
    assert {kind: len(found) for kind, found in kinds.items()} == {"with": 50, "without": 50, "partial": 50}
    assert len({video["id"] for found in kinds.values() for video in found}) == 150
    job_id = created[0]["job_id"]
    assert {v["job_id"] for v in await _matching(person, shelf, job_id=job_id)} == {job_id}
    assert await _matching(person, shelf, job_id=NOBODYS) == []
    assert await _matching(person, shelf, stage="complete", captions="with", channel="channel b") == []


#: How many videos are found by some words, which are looked for as they are.
WORDS = {
    "100 %": 40,
    "%": 40,
    "_": 40,
    "under_score\\": 40,
    "\\": 40,
    "SAME": 80,
    "ÖÄÜ": 40,
    "channel": 100,
    "日本": 50,
    "s%e": 0,
    "s_me": 0,
    "' OR 1=1 --": 0,
    ":q": 0,
}


async def test_words_are_looked_for_as_they_are(person: Person, shelf: str) -> None:
    assert {word: len(await _matching(person, shelf, q=word)) for word in WORDS} == WORDS


async def test_filters_hold_on_every_page(person: Person, shelf: str) -> None:
    found = [v for page in await pages(person, shelf, q="same", sort="title", limit="9") for v in page]
    assert len({video["id"] for video in found}) == len(found) == 80


FEW = False
"""The last value of a good cursor: whether a filter is known to let many by."""
BAD_CURSORS = (
    "x",
    "!!!",
    "äöü",
    "bnVsbA",
    encode_cursor(),
    encode_cursor("only one"),
    encode_cursor("-created_at", "2026-01-01", "no id", FEW),
    encode_cursor("-created_at", "no time", NOBODYS, FEW),
    encode_cursor("-created_at", "\0", NOBODYS, FEW),
    encode_cursor("-created_at", None, NOBODYS, FEW),
    encode_cursor("-created_at", ["a"], NOBODYS, FEW),
    encode_cursor("title", "\0", NOBODYS, FEW),
    encode_cursor("duration", "9" * 30, NOBODYS, FEW),
    encode_cursor("duration", "9" * 5000, NOBODYS, FEW)[:500],
    encode_cursor("-created_at", "2026-01-01", NOBODYS),
    encode_cursor("-created_at", "2026-01-01", NOBODYS, "many"),
    encode_cursor("-created_at", "2026-01-01", NOBODYS, FEW, "more"),
)


@pytest.mark.parametrize(
    "route", ["/api/lists/{}/videos", "/api/lists", "/api/jobs", "/api/tags", "/api/channels"]
)
async def test_a_cursor_that_is_none_of_ours_is_refused(person: Person, route: str) -> None:
    list_id = await person.create_list()
    for cursor in BAD_CURSORS:
        for sort in ("-created_at", "title", "duration"):
            answer = await person.http.get(route.format(list_id), params={"cursor": cursor, "sort": sort})
            assert (answer.status_code, answer.json().get("code")) == (422, "bad_cursor"), answer.text


async def test_a_cursor_of_another_order_is_refused(person: Person, shelf: str) -> None:
    for made_for in get_args(Sort):
        query = {"sort": made_for, "limit": "100"}
        page = (await person.http.get(f"/api/lists/{shelf}/videos", params=query)).json()
        for sort in set(get_args(Sort)) - {made_for}:
            answer = await person.http.get(
                f"/api/lists/{shelf}/videos", params={"sort": sort, "cursor": page["next_cursor"]}
            )
            assert (answer.status_code, answer.json()["code"]) == (422, "bad_cursor")


async def test_jobs_and_lists_are_paged_too(person: Person) -> None:
    made = [await person.create_list(f"List {number}") for number in range(7)]
    jobs = [(await person.import_links(made[0], [each]))["job_id"] for each in video_ids(7)]
    for route, expected in (("/api/lists", made), ("/api/jobs", jobs[::-1])):
        found: list[str] = []
        cursor: dict[str, Any] = {}
        while len(found) < 7:
            page = (await person.http.get(route, params={"limit": 3, **cursor})).json()
            found += [each["id"] for each in page["items"]]
            cursor = {"cursor": page["next_cursor"]}
        assert found == expected
        assert page["next_cursor"] is None


async def test_a_list_lives(person: Person) -> None:
    list_id = await person.create_list("  Talks  ")
    assert (await person.get(f"/api/lists/{list_id}"))["name"] == "Talks"
    taken = await person.http.post("/api/lists", json={"name": "Talks"})
    assert (taken.status_code, taken.json()["code"]) == (409, "list_name_taken")
    other = await person.create_list("Others")
    clash = await person.http.patch(f"/api/lists/{other}", json={"name": "Talks"})
    assert (clash.status_code, clash.json()["code"]) == (409, "list_name_taken")
    changed = (await person.http.patch(f"/api/lists/{list_id}", json={"description": "Good ones"})).json()
    assert (changed["name"], changed["description"]) == ("Talks", "Good ones")
    await person.import_links(list_id, video_ids(3))
    assert (await person.get(f"/api/lists/{list_id}"))["video_count"] == 3
    assert (await person.http.delete(f"/api/lists/{list_id}")).status_code == 204
    assert (await person.http.get(f"/api/lists/{list_id}")).status_code == 404
    assert (await person.http.delete(f"/api/lists/{list_id}")).status_code == 404
    assert (await person.get("/api/jobs"))["items"] == []


async def test_a_video_lives(person: Person, database: Database) -> None:
    list_id = await person.create_list()
    video_id = (await person.import_links(list_id, video_ids(1)))["video_ids"][0]
    changed = await person.http.patch(f"/api/videos/{video_id}", json={"title": "Mine", "notes": "Good"})
    assert (changed.json()["title"], changed.json()["notes"]) == ("Mine", "Good")
    kept = await person.http.patch(f"/api/videos/{video_id}", json={"notes": None})
    assert (kept.json()["title"], kept.json()["notes"]) == ("Mine", None)
    assert await person.get(f"/api/videos/{video_id}") == kept.json()
    assert (await person.http.delete(f"/api/videos/{video_id}")).status_code == 204
    assert (await person.http.get(f"/api/videos/{video_id}")).status_code == 404
    assert await rows(database, "SELECT 1 FROM video_enrichments") == []
    again = await person.import_links(list_id, video_ids(1))
    assert again["created"] == 1


#: Sessions, tokens and accounts have tests of their own.
ACCOUNT_ROUTES = ("/api/sessions", "/api/tokens", "/api/users")


def _routes() -> list[tuple[str, str, dict[str, Any]]]:
    """Every route with an id in its path: method, path, and the operation as the document has it."""
    document = build_app(_no_settings()).openapi()
    return [
        (method.upper(), path, operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if "_id}" in path and not path.startswith(ACCOUNT_ROUTES)
    ]


def _no_settings() -> Settings:
    from reelshelf.settings import Settings  # noqa: PLC0415 - only built, never started

    return Settings(_env_file=None)


#: What a route needs besides the id, to be understood at all.
BODIES: dict[str, dict[str, Any]] = {
    "POST /api/lists/{list_id}/videos": {"json": {"url": f"https://youtu.be/{video_ids(1)[0]}"}},
    "POST /api/lists/{list_id}/videos/batch": {"json": {"text": f"https://youtu.be/{video_ids(1)[0]}"}},
    "POST /api/lists/{list_id}/videos/bulk": {"files": {"file": ("a.txt", b"https://youtu.be/dQw4w9WgXcQ")}},
    "PATCH /api/lists/{list_id}": {"json": {"name": "Stolen"}},
    "PATCH /api/videos/{video_id}": {"json": {"notes": "Stolen"}},
    "PUT /api/videos/{video_id}/position": {"json": {"seconds": 1}},
    "PATCH /api/tags/{tag_id}": {"json": {"name": "Stolen"}},
}


@pytest.mark.parametrize(("method", "path", "operation"), _routes(), ids=lambda each: str(each)[:60])
async def test_another_accounts_things_do_not_exist(
    person: Person, stranger: Person, method: str, path: str, operation: dict[str, Any], database: Database
) -> None:
    list_id = await person.create_list()
    receipt = await person.import_links(list_id, video_ids(1))
    tag_id = (await person.http.post("/api/tags", json={"name": "mine"})).json()["id"]
    ids = {
        "list_id": list_id,
        "video_id": receipt["video_ids"][0],
        "job_id": receipt["job_id"],
        "tag_id": tag_id,
    }
    before = await rows(
        database, "SELECT to_jsonb(v) AS video, to_jsonb(e) AS work FROM videos v, video_enrichments e"
    )
    body = BODIES.get(f"{method} {path}", {})
    theirs = await stranger.http.request(method, path.format(**ids), **body)
    nobodys = await stranger.http.request(method, path.format(**dict.fromkeys(ids, NOBODYS)), **body)
    assert theirs.status_code == nobodys.status_code == 404, theirs.text
    assert theirs.content == nobodys.content
    assert theirs.headers["content-type"] == "application/problem+json"
    assert orjson.loads(theirs.content)["code"] == "not_found"
    assert "404" in operation["responses"], "and the document says so"
    unsigned = await stranger.http.request(method, path.format(**ids), headers={"Authorization": ""}, **body)
    assert (unsigned.status_code, unsigned.json()["code"]) == (401, "not_signed_in")
    assert before == await rows(
        database, "SELECT to_jsonb(v) AS video, to_jsonb(e) AS work FROM videos v, video_enrichments e"
    )


def test_there_are_such_routes() -> None:
    assert len(_routes()) > 20
    assert {f"{method} {path}" for method, path, _ in _routes()} >= set(BODIES)


async def test_a_foreign_list_in_a_preview_does_not_exist(person: Person, stranger: Person) -> None:
    list_id = await person.create_list()
    asked = {"text": f"https://youtu.be/{video_ids(1)[0]}", "list_id": list_id}
    theirs = await stranger.http.post("/api/imports/preview", json=asked)
    nobodys = await stranger.http.post("/api/imports/preview", json={**asked, "list_id": NOBODYS})
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.content == nobodys.content


async def test_a_foreign_job_filters_nothing_in(person: Person, stranger: Person) -> None:
    receipt = await person.import_links(await person.create_list(), video_ids(1))
    own = await stranger.create_list()
    assert await stranger.videos(own, job_id=receipt["job_id"]) == []
    assert UUID(receipt["job_id"]) != UUID(NOBODYS)
