"""The smaller simulated sites, the control port, and the limits, over real sockets and with a clock of our own."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import httpx
import pytest

from simulators import (
    LimitSettings,
    Trouble,
    channel_with_uploads,
    playlist,
    playlist_id,
    trouble_id,
    truth,
    video_ids,
)
from simulators.faults.limits import Limit
from simulators.running import RunningSimulator, simulator_process
from simulators.sites import webm
from simulators.world.sound import utterances

if TYPE_CHECKING:
    from collections.abc import Iterator

_API = "https://www.googleapis.com/youtube/v3"
_SPEECH = "https://api.groq.com/openai/v1/audio/transcriptions"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSimulator]:
    with simulator_process(tmp_path_factory.mktemp("simulator")) as running:
        yield running


@pytest.fixture
def simulator(world: RunningSimulator) -> RunningSimulator:
    world.control.clear()
    world.control.reset_log()
    return world


@pytest.fixture
def client(simulator: RunningSimulator) -> Iterator[httpx.Client]:
    trusted = ssl.create_default_context(cafile=simulator.ca_file)
    with httpx.Client(proxy=simulator.proxy_url, verify=trusted, timeout=10) as running:
        yield running


# The Data API.


def test_the_data_api_tells_the_truth_about_fifty_videos_at_once(client: httpx.Client) -> None:
    ids = video_ids(50)
    parts = "snippet,contentDetails,statistics"
    items = client.get(f"{_API}/videos", params={"part": parts, "id": ",".join(ids), "key": "k"}).json()[
        "items"
    ]
    assert [item["id"] for item in items] == ids
    for item, video in zip(items, map(truth, ids), strict=True):
        assert item["snippet"]["title"] == video.title
        assert item["snippet"]["publishedAt"] == video.published_at.isoformat().replace("+00:00", "Z")
        assert item["statistics"]["viewCount"] == str(video.view_count)


def test_the_data_api_leaves_out_what_is_gone_and_refuses_too_many(client: httpx.Client) -> None:
    ids = [video_ids(1)[0], trouble_id(Trouble.PRIVATE), trouble_id(Trouble.DELETED)]
    found = client.get(f"{_API}/videos", params={"part": "snippet", "id": ",".join(ids), "key": "k"}).json()
    assert [item["id"] for item in found["items"]] == ids[:1]
    many = {"part": "snippet", "id": ",".join(video_ids(51)), "key": "k"}
    assert client.get(f"{_API}/videos", params=many).status_code == 400
    assert client.get(f"{_API}/videos", params={"id": ids[0], "key": "bad"}).status_code == 400


def test_the_data_api_pages_through_a_playlist(client: httpx.Client) -> None:
    name = playlist_id(120)
    found: list[str] = []
    params = {"part": "contentDetails", "playlistId": name, "maxResults": "50", "key": "k"}
    for _ in range(3):
        page = client.get(f"{_API}/playlistItems", params=params).json()
        found += [item["contentDetails"]["videoId"] for item in page["items"]]
        params["pageToken"] = page.get("nextPageToken", "")
    expected = playlist(name)
    assert expected
    assert tuple(found) == expected.video_ids
    assert params["pageToken"] == ""


def test_the_data_api_finds_a_channel_by_its_handle(client: httpx.Client) -> None:
    expected = channel_with_uploads(77)
    params = {"part": "contentDetails", "forHandle": expected.handle, "key": "k"}
    item = client.get(f"{_API}/channels", params=params).json()["items"][0]
    assert item["contentDetails"]["relatedPlaylists"]["uploads"] == expected.uploads_playlist_id


def test_an_exhausted_quota_has_its_reason(client: httpx.Client, simulator: RunningSimulator) -> None:
    simulator.control.set("data_api", status=403, reason="quotaExceeded")
    refused = client.get(f"{_API}/videos", params={"id": video_ids(1)[0], "key": "k"})
    assert (refused.status_code, refused.json()["error"]["errors"][0]["reason"]) == (403, "quotaExceeded")


# oEmbed, pictures, sound, speech.


@pytest.mark.parametrize(
    ("youtube_id", "status"),
    [(video_ids(1)[0], 200), (trouble_id(Trouble.PRIVATE), 401), (trouble_id(Trouble.DELETED), 404)],
)
def test_oembed_knows_what_may_be_shown(client: httpx.Client, youtube_id: str, status: int) -> None:
    url = f"https://www.youtube.com/watch?v={youtube_id}"
    reply = client.get("https://www.youtube.com/oembed", params={"url": url, "format": "json"})
    assert reply.status_code == status
    if status == 200:
        assert reply.json()["title"] == truth(youtube_id).title


def test_a_thumbnail_is_the_same_small_jpeg_every_time(client: httpx.Client) -> None:
    address = truth(video_ids(1)[0]).thumbnail_url
    first, again = client.get(address), client.get(address)
    assert first.headers["content-type"] == "image/jpeg"
    assert first.content == again.content
    assert first.content[:3] == b"\xff\xd8\xff"
    assert first.content[-2:] == b"\xff\xd9"
    size = first.content.index(b"\xff\xc0") + 5
    assert first.content[size : size + 4] == bytes([0, 180, 1, 64])
    assert client.get(address.replace("mqdefault", "maxresdefault")).status_code == 404


def test_sound_comes_in_ranges(client: httpx.Client) -> None:
    video = truth(video_ids(1)[0])
    address = f"https://rr1---sn-x.googlevideo.com/videoplayback?docid={video.youtube_id}"
    whole = client.get(address).content
    assert len(whole) == webm.size(video.duration_seconds, video.youtube_id)
    part = client.get(address, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, whole[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole)}"


def test_speech_hears_what_is_said(client: httpx.Client) -> None:
    video = truth(video_ids(1)[0])
    sound = webm.audio(video)
    fields = {"model": "whisper-large-v3", "response_format": "verbose_json"}
    reply = client.post(
        _SPEECH, data=fields, files={"file": ("a.webm", sound)}, headers={"Authorization": "Bearer k"}
    ).json()
    said = utterances(video)
    assert [part["text"].strip() for part in reply["segments"]] == [each.text for each in said]
    for part, each in zip(reply["segments"], said, strict=True):
        assert part["start"] == pytest.approx(each.start_seconds, abs=0.2)
        assert part["end"] == pytest.approx(each.end_seconds, abs=0.2)


@pytest.mark.parametrize(("key", "name", "status"), [("bad", "a.webm", 401), ("k", "a.txt", 400)])
def test_speech_refuses_what_it_cannot_use(client: httpx.Client, key: str, name: str, status: int) -> None:
    files = {"file": (name, webm.audio(truth("abcdefghijk")))}
    headers = {"Authorization": f"Bearer {key}"}
    assert client.post(_SPEECH, data={"model": "m"}, files=files, headers=headers).status_code == status


# The control port.


def test_faults_are_switched_from_another_process(client: httpx.Client, simulator: RunningSimulator) -> None:
    address = truth(video_ids(1)[0]).thumbnail_url
    simulator.control.set("thumbnail", status=503, retry_after_seconds=7, times=1)
    refused = client.get(address)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "7")
    assert client.get(address).status_code == 200
    assert [record.status for record in simulator.control.log(endpoint="thumbnail")] == [503, 200]
    assert simulator.control.counts()["statuses"] == {"thumbnail 200": 1, "thumbnail 503": 1}


def test_what_is_misspelt_is_refused(simulator: RunningSimulator) -> None:
    with pytest.raises(ValueError, match="unknown endpoint"):
        simulator.control.set("palyer", status=500)
    with pytest.raises(ValueError, match="latency"):
        simulator.control.set("player", latency=1)


def test_a_fault_can_hit_a_part_of_the_requests(client: httpx.Client, simulator: RunningSimulator) -> None:
    simulator.control.set("thumbnail", status=500, share=0.5)
    address = truth(video_ids(1)[0]).thumbnail_url
    found = {client.get(address).status_code for _ in range(60)}
    assert found == {200, 500}


# Limits: (settings, times of requests, which of them pass).


@pytest.mark.parametrize(
    ("settings", "times", "passed"),
    [
        (LimitSettings("fixed_window", 2, 60.0), [0, 50, 59, 60, 61, 62], [0, 50, 60, 61]),
        (LimitSettings("sliding_window", 2, 60.0), [0, 50, 59, 60, 61, 110], [0, 50, 60, 110]),
        (LimitSettings("token_bucket", 2, 60.0, burst=3), [0, 0, 0, 0, 29, 31, 32], [0, 0, 0, 31]),
        (
            LimitSettings("fixed_window", 2, 60.0, ban_after=2, ban_seconds=100),
            [0, 1, 2, 3, 90, 189, 290],
            [0, 1, 290],
        ),
    ],
    ids=["fixed window", "sliding window", "token bucket", "ban"],
)
def test_limits_let_pass_what_they_promise(
    settings: LimitSettings, times: list[float], passed: list[float]
) -> None:
    limit = Limit(settings)
    assert [now for now in times if limit.refuse(now) is None] == passed


def test_a_limit_says_how_long_to_wait() -> None:
    limit = Limit(LimitSettings("sliding_window", requests=1, per_seconds=60))
    assert limit.refuse(10) is None
    assert limit.refuse(30) == 40
