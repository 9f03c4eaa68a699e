"""From a pasted link to a video in colour: HTTP, worker, real yt-dlp, socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from running import events_until, working
from simulators.world.collections import channel_with_uploads
from simulators.world.ids import playlist_id, video_ids
from simulators.world.troubles import Trouble, trouble_id
from simulators.world.truth import truth
from truthful import assert_equals_truth

if TYPE_CHECKING:
    from reelshelf.settings import Settings
    from reelshelf.wiring.worker import WorkerParts
    from running import Person
    from simulators.simulator import Simulator


async def test_a_batch_ends_complete_and_equal_to_the_truth(
    person: Person, worker: WorkerParts, simulator: Simulator
) -> None:
    list_id = await person.create_list()
    ids = video_ids(30)
    receipt = await person.import_links(list_id, ids)
    job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["unavailable"], job["pending"]) == (30, 0, 0)
    assert job["with_captions"] + job["without_captions"] == 30
    shelf = await person.videos(list_id)
    assert [video["youtube_id"] for video in shelf] == ids
    for video in shelf:
        await assert_equals_truth(person, video)
    counts = simulator.log.per_endpoint()
    assert (counts["next"], counts["player"]) == (30, 30)
    assert counts["timedtext"] == job["with_captions"]
    assert counts.get("foreign", 0) == 0
    assert worker.claims is not None


async def test_the_socket_tells_every_step_in_order(person: Person, worker: WorkerParts) -> None:
    list_id = await person.create_list()
    async with person.socket() as (connection, ready):
        assert ready["type"] == "ready"
        assert ready["snapshot"] == []
        answer = await person.http.post(
            f"/api/lists/{list_id}/videos", json={"url": f"https://youtu.be/{video_ids(1)[0]}"}
        )
        video = answer.json()
        assert (video["import_stage"], video["import_progress"]) == ("created", 0)
        heard = await events_until(connection, lambda event: event.get("status") == "completed")
    steps = [(event["stage"], event["progress"]) for event in heard if event["type"] == "import_progress"]
    assert steps == [("metadata", 25), ("captions", 60), ("chapters", 90), ("complete", 100)]
    numbers = [event["seq"] for event in heard]
    assert numbers == list(range(ready["seq"] + 1, ready["seq"] + 1 + len(heard)))
    assert {event["video_id"] for event in heard if "video_id" in event} == {video["id"]}
    assert worker.claims is not None


async def test_somebody_who_was_away_misses_nothing(person: Person, worker: WorkerParts) -> None:
    list_id = await person.create_list()
    async with person.socket() as (_, ready):
        seen = ready["seq"]
    receipt = await person.import_links(list_id, video_ids(5))
    await person.job_when(receipt["job_id"])
    async with person.socket(since=seen) as (connection, ready):
        missed = await events_until(connection, lambda event: event["seq"] == ready["seq"])
    assert [event["seq"] for event in missed] == list(range(seen + 1, ready["seq"] + 1))
    history = await person.get(f"/api/jobs/{receipt['job_id']}/progress-history?since={seen}")
    assert history["items"] == missed
    assert worker.claims is not None


async def test_what_cannot_be_had_is_explained_in_plain_words(person: Person, worker: WorkerParts) -> None:
    list_id = await person.create_list()
    expected = {
        trouble_id(Trouble.PRIVATE): "video_private",
        trouble_id(Trouble.DELETED): "video_deleted",
        trouble_id(Trouble.AGE_RESTRICTED): "age_restricted",
        trouble_id(Trouble.MEMBERS_ONLY): "members_only",
    }
    receipt = await person.import_links(list_id, [*expected, *video_ids(2)])
    job = await person.job_when(receipt["job_id"])
    assert (job["total"], job["complete"], job["unavailable"]) == (6, 2, 4)
    errors = {video["youtube_id"]: video["error"] for video in await person.videos(list_id, stage="error")}
    assert {youtube_id: error["code"] for youtube_id, error in errors.items() if error} == expected
    for error in errors.values():
        assert error["message"].startswith("This video ")
    answer = await person.http.get(f"/api/lists/{list_id}/videos", headers={"Accept-Language": "de-DE"})
    told = [video["error"]["message"] for video in answer.json()["items"] if video["error"]]
    assert len(told) == 4
    for message in told:
        assert message.startswith("Dieses Video ")
    assert worker.claims is not None


async def test_refused_captions_follow_and_hold_nothing_up(
    person: Person, worker: WorkerParts, simulator: Simulator
) -> None:
    list_id = await person.create_list()
    simulator.faults.update("captions", status=429)
    receipt = await person.import_links(list_id, [i for i in video_ids(6) if truth(i).has_captions][:2])
    job = await person.job_when(receipt["job_id"])
    assert (job["complete"], job["captions_follow"], job["without_captions"]) == (2, 2, 0)
    shelf = await person.videos(list_id)
    assert {video["enrichment_status"] for video in shelf} == {"partial"}
    simulator.faults.clear()
    for video in shelf:
        answer = await person.http.post(f"/api/videos/{video['id']}/enrichment/retry")
        assert answer.status_code == 202
    await person.job_when(receipt["job_id"], lambda job: job["with_captions"] == 2)
    for video in await person.videos(list_id):
        await assert_equals_truth(person, video)
    assert worker.claims is not None


async def test_only_certainty_is_called_no_captions(person: Person, worker: WorkerParts) -> None:
    list_id = await person.create_list()
    certain = [trouble_id(Trouble.NO_CAPTIONS), trouble_id(Trouble.CAPTIONS_DISABLED)]
    unknown = [trouble_id(Trouble.CAPTIONS_EMPTY), trouble_id(Trouble.CAPTIONS_HTML)]
    receipt = await person.import_links(list_id, [*certain, *unknown])
    job = await person.job_when(receipt["job_id"])
    assert (job["without_captions"], job["captions_follow"]) == (2, 2)
    sources = {video["youtube_id"]: video["captions_source"] for video in await person.videos(list_id)}
    assert {sources[youtube_id] for youtube_id in certain} == {"none"}
    assert {sources[youtube_id] for youtube_id in unknown} == {None}
    assert worker.claims is not None


async def test_a_playlist_and_a_channel_are_expanded_and_counted(person: Person, worker: WorkerParts) -> None:
    list_id = await person.create_list()
    uploads = channel_with_uploads(12)
    text = f"""https://www.youtube.com/playlist?list={playlist_id(130)}
    https://www.youtube.com/{uploads.handle}
    https://youtu.be/{video_ids(1)[0]}
    https://www.youtube.com/playlist?list=PLdoesnotexist0000000000000000000000
    """
    answer = await person.http.post(f"/api/lists/{list_id}/videos/batch", json={"text": text})
    receipt = answer.json()
    assert (receipt["total"], receipt["created"], len(receipt["playlists"])) == (1, 1, 3)
    job = await person.job_when(receipt["job_id"])
    assert job["total"] == job["created"] + job["duplicates"] + job["invalid_count"]
    assert (job["created"] + job["duplicates"], job["invalid_count"], job["expanding"]) == (143, 1, False)
    assert job["complete"] + job["unavailable"] == job["created"] == len(await person.videos(list_id))
    assert [(line["line"], line["code"]) for line in job["invalid"]] == [(4, "collection_gone")]
    assert worker.claims is not None


async def test_what_a_stopped_worker_left_is_finished_by_the_next(
    person: Person, settings: Settings, simulator: Simulator
) -> None:
    list_id = await person.create_list()
    simulator.faults.update("player", latency_seconds=0.2)
    receipt = await person.import_links(list_id, video_ids(40))
    async with working(settings):
        await person.job_when(receipt["job_id"], lambda job: job["complete"] >= 5)
    simulator.faults.clear()
    half = await person.get(f"/api/jobs/{receipt['job_id']}")
    assert half["pending"] > 0
    async with working(settings):
        job = await person.job_when(receipt["job_id"])
    assert job["complete"] == 40
    assert simulator.log.per_endpoint()["player"] <= 40


async def test_pause_stops_and_resume_goes_on(person: Person, worker: WorkerParts) -> None:
    list_id = await person.create_list()
    receipt = await person.import_links(list_id, video_ids(5))
    paused = await person.http.post(f"/api/jobs/{receipt['job_id']}/pause")
    assert paused.json()["status"] == "paused"
    resumed = await person.http.post(f"/api/jobs/{receipt['job_id']}/resume")
    assert resumed.json()["status"] == "running"
    job = await person.job_when(receipt["job_id"])
    assert job["complete"] == 5
    assert worker.claims is not None


async def test_a_picture_comes_through_our_own_cache(person: Person, simulator: Simulator) -> None:
    list_id = await person.create_list()
    receipt = await person.import_links(list_id, video_ids(1))
    address = f"/api/videos/{receipt['video_ids'][0]}/thumbnail"
    first, second = await person.http.get(address), await person.http.get(address)
    assert first.status_code == 200, first.text
    assert first.headers["content-type"] == "image/jpeg"
    assert first.content == second.content
    assert simulator.log.per_endpoint()["thumbnail"] == 1
    again = await person.http.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
