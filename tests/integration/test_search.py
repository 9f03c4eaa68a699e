"""Search: what is stored is found a moment later, at the right second, by its owner alone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from sqlalchemy import text

from reelshelf.captions.webvtt import Cue, to_webvtt
from reelshelf.kit.web import encode_cursor
from reelshelf.search import indexing
from reelshelf.search.indexer import Indexer
from running import PATIENCE_SECONDS, sign_up
from simulators.world.ids import video_ids
from stock import change, rows, until

if TYPE_CHECKING:
    from reelshelf.kit.db import Database
    from reelshelf.settings import Settings
    from reelshelf.wiring.worker import WorkerParts
    from running import Person

IN_FIELD = "UPDATE videos SET {column} = 'Volcanoes' WHERE id = :id"
TALK = [
    "Welcome everybody to this talk.",
    "Today I explain how neural",
    "networks are learning to see.",
    "Die Häuser in München sind teuer.",
    "Ein Haus in der Straße nebenan.",
    "We went running through <the> woods & fields.",
    "日本語の字幕です。",
]


async def shelf_of(person: Person, database: Database, *titles: str, name: str = "Talks") -> list[str]:
    list_id = await person.create_list(name)
    ids = (await person.import_links(list_id, video_ids(len(titles))))["video_ids"]
    for video_id, title in zip(ids, titles, strict=True):
        await change(
            database, "UPDATE videos SET title = :title WHERE id = :id", title=title, id=UUID(video_id)
        )
    await up_to_date(database)
    return list(ids)


async def say(
    database: Database, video_id: str, lines: list[str], language: str = "en", every: float = 10.0
) -> None:
    """Captions, a line every ten seconds."""
    cues = [Cue(n * every, (n + 1) * every, line) for n, line in enumerate(lines)]
    await change(
        database,
        "UPDATE video_enrichments SET captions_vtt = :vtt, captions_language = :language WHERE video_id = :id",
        vtt=to_webvtt(cues, language),
        language=language,
        id=UUID(video_id),
    )
    await up_to_date(database)


async def up_to_date(database: Database) -> None:
    """As the indexer goes about it, until nothing is marked."""
    while True:
        async with database.begin() as connection:
            if not await indexing.index(connection, 10):
                return


async def search(person: Person, query: str, **more: Any) -> list[dict[str, Any]]:
    answer = await person.http.get("/api/search", params={"q": query, **more})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def ids_of(person: Person, query: str, **more: Any) -> list[str]:
    return [hit["video_id"] for hit in await search(person, query, **more)]


async def test_a_title_is_found_and_shown(person: Person, database: Database) -> None:
    first, second = await shelf_of(person, database, "The <Art> of Münster & more", "Something else")
    (hit,) = await search(person, "munster")
    assert (hit["video_id"], hit["matched_in"], hit["start_seconds"], hit["moments"]) == (
        first,
        "title",
        None,
        [],
    )
    assert hit["snippet"] == "The &lt;Art&gt; of <mark>Münster</mark> &amp; more"
    assert hit["title"] == "The <Art> of Münster & more"
    assert (
        await ids_of(person, "MÜNSTER")
        == await ids_of(person, "Mü")
        == await ids_of(person, "art mün")
        == [first]
    )
    assert await ids_of(person, "else something") == [second]
    assert await ids_of(person, "art something") == []


async def test_what_is_said_is_found_at_its_second(person: Person, database: Database) -> None:
    talk, other = await shelf_of(person, database, "A talk", "Another")
    await say(database, talk, TALK)
    (hit,) = await search(person, '"neural networks"')
    assert (hit["video_id"], hit["matched_in"], hit["start_seconds"]) == (talk, "transcript", 10)
    assert "<mark>neural</mark> <mark>networks</mark>" in hit["snippet"]
    assert [moment["start_seconds"] for moment in hit["moments"]] == [10]
    for query, second in (
        ("networks learn", 20), ("munchen", 30), ("strasse", 40), ("run woods", 50), ("字幕", 60), ("welc", 0),
    ):  # fmt: skip
        assert [each["start_seconds"] for each in await search(person, query)] == [second], query
    (hit,) = await search(person, "the woods")
    assert "through &lt;the&gt; <mark>woods</mark> &amp; fields" in hit["snippet"].replace(
        "<mark>the</mark>", "the"
    )
    assert await ids_of(person, '"networks neural"') == await ids_of(person, "字本") == []
    assert await ids_of(person, "neural -networks") == []
    assert await ids_of(person, "another or neural") == [other, talk]


async def test_words_are_found_in_the_forms_of_their_language(person: Person, database: Database) -> None:
    german, english = await shelf_of(person, database, "Eins", "Zwei")
    await say(database, german, ["Die alten Häuser stehen noch."], "de")
    await say(database, english, ["They were running and studied hard."], "en-GB")
    assert await ids_of(person, "Haus") == await ids_of(person, "hausern alt") == [german]
    assert await ids_of(person, "runs study") == await ids_of(person, "STUDIED") == [english]
    assert await ids_of(person, "die haus") == [german], "what is in every text is not needed"
    assert await ids_of(person, '"die alten"') == [german]


async def test_titles_come_before_channels_descriptions_and_speech(
    person: Person, database: Database
) -> None:
    spoken, described, channelled, titled = await shelf_of(person, database, "a", "b", "c", "On volcanoes")
    await say(database, spoken, ["volcanoes"])
    await say(database, titled, ["first", "words of volcanoes", *["nothing"] * 10, "volcanoes again"])
    for column, video_id in (("description", described), ("channel", channelled)):
        await change(database, IN_FIELD.format(column=column), id=UUID(video_id))
    await up_to_date(database)
    hits = await search(person, "volcanoes")
    assert [hit["video_id"] for hit in hits] == [titled, channelled, described, spoken]
    assert [hit["matched_in"] for hit in hits] == ["title", "channel", "description", "transcript"]
    assert [moment["start_seconds"] for moment in hits[0]["moments"]] == [10, 120]
    assert hits[1]["snippet"] == hits[2]["snippet"] == "<mark>Volcanoes</mark>"


async def test_changes_are_followed(person: Person, database: Database) -> None:
    (video_id,) = await shelf_of(person, database, "Before")
    await say(database, video_id, ["old words"])
    await person.http.patch(f"/api/videos/{video_id}", json={"title": "After", "notes": "remember this"})
    await up_to_date(database)
    assert await ids_of(person, "before") == []
    assert await ids_of(person, "after") == [video_id]
    (hit,) = await search(person, "remember")
    assert (hit["matched_in"], hit["snippet"]) == ("description", "<mark>remember</mark> this")
    await say(database, video_id, ["new captions"])
    assert await ids_of(person, "old") == []
    assert await ids_of(person, "captions") == [video_id]
    await person.http.delete(f"/api/videos/{video_id}")
    assert await ids_of(person, "captions") == []
    left = "SELECT (SELECT count(*) FROM search_documents) + (SELECT count(*) FROM search_passages) AS count"
    assert await rows(database, left) == [{"count": 0}]


async def test_a_list_is_searched_alone_and_a_move_followed(person: Person, database: Database) -> None:
    here = await shelf_of(person, database, "Volcano", "Other", name="Here")
    there = await shelf_of(person, database, "Volcano", name="There")
    await say(database, here[1], ["about a volcano"])
    lists = {each["name"]: each["id"] for each in (await person.get("/api/lists"))["items"]}
    assert set(await ids_of(person, "volcano")) == {*here, *there}
    assert await ids_of(person, "volcano", list_id=lists["Here"]) == here
    await person.http.post("/api/videos/move", json={"video_ids": here[1:], "list_id": lists["There"]})
    assert await ids_of(person, "volcano", list_id=lists["Here"]) == here[:1]
    await up_to_date(database)
    assert await ids_of(person, "volcano", list_id=lists["There"]) == [*there, here[1]]
    assert await ids_of(person, "about", list_id=lists["Here"]) == []
    assert (await search(person, '"about a volcano"', list_id=lists["There"]))[0]["start_seconds"] == 0


async def test_another_accounts_videos_are_never_found(
    person: Person, settings: Settings, base_url: str, database: Database
) -> None:
    (video_id,) = await shelf_of(person, database, "Secret volcano")
    await say(database, video_id, ["secret speech"])
    mine = (await person.get("/api/lists"))["items"][0]["id"]
    stranger = await sign_up(settings, base_url, "eve@example.org")
    (theirs,) = await shelf_of(stranger, database, "Their volcano")
    assert await ids_of(stranger, "volcano or secret") == [theirs]
    assert await ids_of(stranger, f"={mine}") == await ids_of(stranger, mine) == []
    answer = await stranger.http.get("/api/search", params={"q": "secret", "list_id": mine})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    await stranger.http.aclose()


async def test_pages_are_complete_and_without_repetition(person: Person, database: Database) -> None:
    titles = [f"volcano {n}" if n % 3 else "volcano volcano" for n in range(25)]
    ids = await shelf_of(person, database, *titles)
    seen: list[str] = []
    query: dict[str, Any] = {"q": "volcano", "limit": 7}
    while True:
        page = (await person.http.get("/api/search", params=query)).json()
        seen += [hit["video_id"] for hit in page["items"]]
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]
    assert len(seen) == 25
    assert set(seen) == set(ids)


@pytest.mark.parametrize("query", ["", "   ", "x" * 301])
async def test_what_is_no_query_is_refused(person: Person, query: str) -> None:
    answer = await person.http.get("/api/search", params={"q": query})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


ODD = [
    "'", "\\", "a:*", "a & b | !c", "!!", "((", "-", '"', '""', "or", "=", "<mark>", "%", "_", "a'b", "it''s",
    "\ue000x\ue001", "🎉", "x" * 300, "a " * 100, "https://example.org/a?b=c", "foo@example.org", "1.5e10", "-1", "İ",
    "a\0b", "the", "to be or not to be", "or -x", "日", "\u0301",
]  # fmt: skip


@pytest.mark.parametrize("query", ODD)
async def test_no_query_is_a_mistake_of_ours(person: Person, database: Database, query: str) -> None:
    (video_id,) = await shelf_of(person, database, f"Title with {query.replace(chr(0), '')} in it")
    await say(database, video_id, [f"said {query}", "said more"])
    hits = await search(person, query)
    assert all(hit["snippet"].count("<mark>") == hit["snippet"].count("</mark>") for hit in hits)


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        encode_cursor(1.0),
        encode_cursor("a", "b"),
        encode_cursor(1.0, "no id"),
        encode_cursor(None, None),
    ],
)
async def test_a_cursor_of_ours_or_none(person: Person, cursor: str) -> None:
    answer = await person.http.get("/api/search", params={"q": "a", "cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_cursor")


async def test_the_worker_makes_an_import_searchable(
    person: Person, worker: WorkerParts, database: Database
) -> None:
    list_id = await person.create_list()
    receipt = await person.import_links(list_id, video_ids(5))
    await person.job_when(receipt["job_id"])
    await until(database, "SELECT NOT EXISTS (SELECT 1 FROM search_backlog) AS done")
    for video in await person.videos(list_id):
        assert video["id"] in await ids_of(person, f'"{video["title"]}"'.replace('""', '"'))
    assert worker.indexer is not None


async def test_a_mark_made_meanwhile_is_not_lost(person: Person, database: Database) -> None:
    (video_id,) = await shelf_of(person, database, "First")
    change_title = "UPDATE videos SET title = :title WHERE id = :id"
    await change(database, change_title, title="Second", id=UUID(video_id))
    async with database.begin() as connection:
        assert await indexing.index(connection, 10) == 1
        await change(database, change_title, title="Third", id=UUID(video_id))
        async with database.begin() as other:
            assert await indexing.index(other, 10) == 0, "one at a time"
    assert await ids_of(person, "second") == [video_id]
    await up_to_date(database)
    assert (await ids_of(person, "second"), await ids_of(person, "third")) == ([], [video_id])


async def test_a_video_that_is_being_removed_is_not_waited_for(person: Person, database: Database) -> None:
    (video_id,) = await shelf_of(person, database, "First")
    await change(database, "UPDATE videos SET title = 'Second' WHERE id = :id", id=UUID(video_id))
    async with database.engine.connect() as remover:
        await remover.execute(text("DELETE FROM videos WHERE id = :id"), {"id": UUID(video_id)})
        async with asyncio.timeout(PATIENCE_SECONDS), database.begin() as connection:
            assert await indexing.index(connection, 10) == 0
        await remover.rollback()
    await up_to_date(database)
    assert await ids_of(person, "second") == [video_id]


async def test_what_the_database_refuses_does_not_keep_the_rest_waiting(
    person: Person, database: Database
) -> None:
    ids = await shelf_of(person, database, *"abcd")
    await change(database, "ALTER TABLE search_documents ADD CONSTRAINT odd CHECK (NOT vector @@ 'poison')")
    for video_id, title in zip(ids, ("good", "poison", "good", "good"), strict=True):
        await change(
            database, "UPDATE videos SET title = :title WHERE id = :id", title=title, id=UUID(video_id)
        )
    indexing_forever = asyncio.create_task(Indexer(database).run())
    await until(database, "SELECT NOT EXISTS (SELECT 1 FROM search_backlog) AS done")
    indexing_forever.cancel()
    assert set(await ids_of(person, "good")) == {ids[0], *ids[2:]}
