"""Intake: everything is on the shelf in one transaction, and the counts add up."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from running import events_until, sign_up, working
from simulators.world.ids import playlist_id, video_ids
from simulators.world.truth import truth

if TYPE_CHECKING:
    from reelshelf.settings import Settings
    from running import Person


async def test_every_line_is_accounted_for(person: Person) -> None:
    list_id = await person.create_list()
    first, second, third = video_ids(3)
    text = f"""https://youtu.be/{first}
    https://www.youtube.com/watch?v={second}&t=42s

    nothing to see here at all
    https://example.org/watch?v={third}
    https://youtu.be/{first}
    https://www.youtube.com/playlist?list={playlist_id(3)}
    """
    answer = await person.http.post(f"/api/lists/{list_id}/videos/batch", json={"text": text})
    receipt = answer.json()
    assert answer.status_code == 201
    assert (receipt["total"], receipt["created"], receipt["duplicates"]) == (5, 2, 1)
    assert [(line["line"], line["code"]) for line in receipt["invalid"]] == [
        (4, "not_a_link"),
        (5, "not_a_video_link"),
    ]
    assert [(each["line"], each["kind"]) for each in receipt["playlists"]] == [(7, "playlist")]
    shelf = await person.videos(list_id)
    assert [video["youtube_id"] for video in shelf] == [first, second]
    assert [video["id"] for video in shelf] == receipt["video_ids"]
    assert receipt["videos"] == [
        {name: video[name] for name in ("id", "youtube_id", "title")} for video in shelf
    ]
    assert {(video["import_stage"], video["import_progress"]) for video in shelf} == {("created", 0)}


async def test_a_second_import_of_the_same_adds_nothing(person: Person) -> None:
    list_id = await person.create_list()
    ids = video_ids(20)
    await person.import_links(list_id, ids)
    again = await person.import_links(list_id, ids)
    assert (again["total"], again["created"], again["duplicates"], again["video_ids"]) == (20, 0, 20, [])
    assert len(await person.videos(list_id)) == 20


async def test_the_same_links_from_two_tabs_at_once_are_imported_once(person: Person) -> None:
    list_id = await person.create_list()
    ids = video_ids(2000)
    receipts = await asyncio.gather(
        person.import_links(list_id, ids), person.import_links(list_id, list(reversed(ids)))
    )
    assert sum(receipt["created"] for receipt in receipts) == 2000
    assert sum(receipt["duplicates"] for receipt in receipts) == 2000


async def test_a_repeated_request_with_its_key_gets_the_first_answer(person: Person) -> None:
    list_id = await person.create_list()
    ids = video_ids(50)
    first, second = await asyncio.gather(
        person.import_links(list_id, ids, key="k1"), person.import_links(list_id, ids, key="k1")
    )
    assert first == second
    assert first["created"] == 50
    assert len((await person.get("/api/jobs"))["items"]) == 1


async def test_a_key_is_good_for_one_import_only(person: Person) -> None:
    list_id = await person.create_list()
    await person.import_links(list_id, video_ids(2), key="k1")
    answer = await person.http.post(
        f"/api/lists/{list_id}/videos/batch",
        json={"urls": [f"https://youtu.be/{video_ids(3)[2]}"]},
        headers={"Idempotency-Key": "k1"},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


async def test_a_single_link_twice_names_the_video_that_is_there(person: Person) -> None:
    list_id = await person.create_list()
    link = {"url": f"https://youtu.be/{video_ids(1)[0]}?si=tracking"}
    first = await person.http.post(f"/api/lists/{list_id}/videos", json=link)
    second = await person.http.post(f"/api/lists/{list_id}/videos", json=link)
    assert first.status_code == 201
    assert first.json()["thumbnail_url"] == f"https://i.ytimg.com/vi/{video_ids(1)[0]}/mqdefault.jpg"
    assert second.status_code == 409
    assert second.headers["content-type"] == "application/problem+json"
    assert second.json()["code"] == "already_in_list"
    assert second.json()["video_id"] == first.json()["id"]
    assert len((await person.get("/api/jobs"))["items"]) == 1


async def test_a_repeated_key_does_not_bring_a_removed_video_back(person: Person) -> None:
    list_id = await person.create_list()
    body, key = {"url": f"https://youtu.be/{video_ids(1)[0]}"}, {"Idempotency-Key": "once"}
    first = await person.http.post(f"/api/lists/{list_id}/videos", json=body, headers=key)
    await person.http.delete(f"/api/videos/{first.json()['id']}")
    again = await person.http.post(f"/api/lists/{list_id}/videos", json=body, headers=key)
    assert (again.status_code, again.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("url", ["", "hello", "https://example.org/", "http://169.254.169.254/latest"])
async def test_a_link_that_is_none_is_refused_in_plain_words(person: Person, url: str) -> None:
    list_id = await person.create_list()
    answer = await person.http.post(f"/api/lists/{list_id}/videos", json={"url": url})
    assert (answer.status_code, answer.json()["code"]) == (422, "not_a_video_link")
    assert await person.videos(list_id) == []


async def test_preview_changes_nothing(person: Person) -> None:
    list_id = await person.create_list()
    known, new = video_ids(2)
    await person.import_links(list_id, [known])
    text = f"https://youtu.be/{known}\nhttps://youtu.be/{new}\nhttps://youtu.be/{new}\nnonsense words\n"
    answer = await person.http.post("/api/imports/preview", json={"text": text, "list_id": list_id})
    assert answer.json() == {
        "format": "text",
        "total": 4,
        "videos": [
            {"line": 1, "youtube_id": known},
            {"line": 2, "youtube_id": new},
            {"line": 3, "youtube_id": new},
        ],
        "playlists": [],
        "invalid": answer.json()["invalid"],
        "duplicates_in_input": 1,
        "already_in_list": 1,
    }
    assert [line["line"] for line in answer.json()["invalid"]] == [4]
    assert len(await person.videos(list_id)) == 1


async def test_a_csv_file_is_told_by_its_content(person: Person) -> None:
    list_id = await person.create_list()
    ids = video_ids(3)
    rows = "\n".join(f'"Talk {number}";https://youtu.be/{each}' for number, each in enumerate(ids))
    content = f"Title;Link\n{rows}\n".encode("utf-16")
    files = {"file": ("links.bin", content)}
    preview = await person.http.post("/api/imports/preview", files=files, data={"list_id": list_id})
    assert (preview.json()["format"], preview.json()["total"]) == ("csv", 3)
    answer = await person.http.post(f"/api/lists/{list_id}/videos/bulk", files=files)
    assert answer.json()["created"] == 3
    assert [video["title"] for video in await person.videos(list_id)] == ["Talk 0", "Talk 1", "Talk 2"]


async def test_nothing_at_all_is_refused(person: Person) -> None:
    list_id = await person.create_list()
    answer = await person.http.post(f"/api/lists/{list_id}/videos/batch", json={"text": "\n  \n"})
    assert (answer.status_code, answer.json()["code"]) == (422, "nothing_to_import")
    assert (await person.get("/api/jobs"))["items"] == []


async def test_another_accounts_list_does_not_exist(
    person: Person, settings: Settings, base_url: str
) -> None:
    list_id = await person.create_list()
    stranger = await sign_up(settings, base_url, "eve@example.org")
    theirs = await stranger.http.post(
        f"/api/lists/{list_id}/videos/batch", json={"text": f"https://youtu.be/{video_ids(1)[0]}"}
    )
    nobodys = await stranger.http.get("/api/lists/00000000-0000-7000-8000-000000000000")
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.json() == nobodys.json()
    assert (await stranger.http.get(f"/api/lists/{list_id}/videos")).json() == nobodys.json()
    await stranger.http.aclose()


async def test_undo_takes_back_exactly_what_the_import_created(person: Person) -> None:
    list_id = await person.create_list()
    old, *new = video_ids(5)
    await person.import_links(list_id, [old])
    receipt = await person.import_links(list_id, [old, *new])
    noted = receipt["video_ids"][0]
    await person.http.patch(f"/api/videos/{noted}", json={"notes": "mine"})
    job = (await person.http.post(f"/api/jobs/{receipt['job_id']}/undo")).json()
    assert (job["created"], job["removed"]) == (4, 3)
    assert {video["youtube_id"] for video in await person.videos(list_id)} == {old, new[0]}


async def test_undo_leaves_what_a_person_has_touched(person: Person) -> None:
    receipt = await person.import_links(await person.create_list(), video_ids(4))
    named, noted, looked_at, _ = receipt["video_ids"]
    await person.http.patch(f"/api/videos/{named}", json={"title": "My own name for it"})
    await person.http.patch(f"/api/videos/{noted}", json={"notes": "mine"})
    await person.http.patch(f"/api/videos/{noted}", json={"notes": None})
    await person.http.patch(f"/api/videos/{looked_at}", json={})
    job = (await person.http.post(f"/api/jobs/{receipt['job_id']}/undo")).json()
    assert (job["created"], job["removed"]) == (4, 2)
    assert {video["id"] for video in await person.videos(job["list_id"])} == {named, noted}


async def test_cancel_keeps_nothing_that_is_not_done(person: Person) -> None:
    list_id = await person.create_list()
    receipt = await person.import_links(list_id, video_ids(4))
    cancelled = await person.http.post(f"/api/jobs/{receipt['job_id']}/cancel")
    assert cancelled.json()["status"] == "cancelled"
    assert await person.videos(list_id) == []
    again = await person.http.post(f"/api/jobs/{receipt['job_id']}/cancel")
    assert (again.status_code, again.json()["code"]) == (409, "job_over")


async def test_cancel_leaves_what_somebody_changed_and_it_goes_on(person: Person, settings: Settings) -> None:
    """Also when the import was paused: nobody could resume it any more."""
    list_id = await person.create_list()
    receipt = await person.import_links(list_id, video_ids(4))
    kept = receipt["video_ids"][2]
    await person.http.patch(f"/api/videos/{kept}", json={"notes": "to watch on Sunday"})
    await person.http.post(f"/api/jobs/{receipt['job_id']}/pause")
    job = (await person.http.post(f"/api/jobs/{receipt['job_id']}/cancel")).json()
    assert (job["status"], job["removed"], job["pending"]) == ("cancelled", 3, 1)
    assert [video["id"] for video in await person.videos(list_id)] == [kept]
    async with working(settings):
        job = await person.job_when(receipt["job_id"], lambda job: job["complete"] == 1)
    assert job["status"] == "cancelled"


async def test_ones_own_title_stays_when_the_videos_own_is_learnt(person: Person, settings: Settings) -> None:
    list_id = await person.create_list()
    named, noted, renamed = (await person.import_links(list_id, video_ids(3)))["video_ids"]
    await person.http.patch(f"/api/videos/{named}", json={"title": "My own"})
    await person.http.patch(f"/api/videos/{noted}", json={"notes": "no title of mine"})
    await person.http.patch(f"/api/videos/{renamed}", json={"title": "My own"})
    await person.http.patch(f"/api/videos/{renamed}", json={"title": ""})
    async with person.socket(since=0) as (socket, _), working(settings):
        told = await events_until(socket, lambda event: event.get("status") == "completed")
    known = [truth(each).title for each in video_ids(3)]
    titles = {event["video_id"]: event["title"] for event in told if event.get("stage") == "metadata"}
    assert titles == {named: "My own", noted: known[1], renamed: known[2]}
    shelf = {video["id"]: video["title"] for video in await person.videos(list_id)}
    assert shelf == titles
