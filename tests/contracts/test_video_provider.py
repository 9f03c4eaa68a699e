"""What every `VideoProvider` promises, held against yt-dlp in its processes and a simulated YouTube."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from reelshelf.captions.chapters import chapters_from_description
from reelshelf.captions.tracks import CaptionTrack
from reelshelf.providers.ytdlp.extractor import Extractor
from reelshelf.settings import Settings
from reelshelf.upstreams.failures import FailureKind, UpstreamError
from simulators import Fault, Simulator, TrackTruth, Trouble, Truth, cues, trouble_id, truth, video_ids

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable

    from reelshelf.captions.webvtt import Cue
    from reelshelf.enrichment.ports import VideoFacts, VideoProvider

K = FailureKind
ORDINARY = video_ids(24, seed=11)
PATIENCE_SECONDS = 120


def settings_for(simulator: Simulator, *, processes: int = 2, timeout_seconds: float = 30) -> Settings:
    return Settings(
        outbound_proxy=simulator.proxy_url,
        outbound_ca_file=simulator.ca_file,
        extractor_processes=processes,
        extract_timeout_seconds=timeout_seconds,
        _env_file=None,
    )


@pytest.fixture(scope="module")
async def running(simulated_world: Simulator) -> AsyncIterator[Extractor]:
    async with Extractor(settings_for(simulated_world)) as extractor:
        yield extractor


@pytest.fixture
def provider(running: Extractor, simulator: Simulator) -> VideoProvider:
    """With all faults off and an empty log."""
    assert not simulator.log.records
    return running


@pytest.fixture
async def impatient(simulator: Simulator) -> AsyncIterator[Extractor]:
    """One process that gives a call three seconds."""
    async with Extractor(settings_for(simulator, processes=1, timeout_seconds=3)) as extractor:
        # Ready before the clock of any test runs.
        await extractor.fetch_video(ORDINARY[0])
        simulator.log.reset()
        yield extractor


async def failure_of(call: Awaitable[object]) -> tuple[FailureKind, str]:
    with pytest.raises(UpstreamError) as caught:
        await call
    return caught.value.failure.kind, caught.value.failure.code


def track_of(facts: VideoFacts, wanted: TrackTruth) -> CaptionTrack:
    origin = "auto" if wanted.automatic else "manual"
    return next(each for each in facts.tracks if (each.language, each.origin) == (wanted.language, origin))


def lines(found: tuple[Cue, ...]) -> list[tuple[float, float, str]]:
    return [(cue.start_seconds, cue.end_seconds, cue.text) for cue in found]


def true_lines(video: Truth, track: TrackTruth) -> list[tuple[float, float, str]]:
    return [(cue.start_seconds, cue.end_seconds, cue.text) for cue in cues(video, track)]


@pytest.mark.parametrize("youtube_id", ORDINARY)
async def test_every_fact_is_true(provider: VideoProvider, youtube_id: str) -> None:
    facts, video = await provider.fetch_video(youtube_id), truth(youtube_id)
    assert (facts.youtube_id, facts.title, facts.channel) == (youtube_id, video.title, video.channel)
    assert (facts.channel_id, facts.duration_seconds) == (video.channel_id, video.duration_seconds)
    assert (facts.description, facts.view_count) == (video.description, video.view_count)
    assert facts.published_at is not None
    assert facts.published_at.date() == video.published_at.date()
    assert facts.thumbnail_url == video.thumbnail_url
    assert facts.captions_known


@pytest.mark.parametrize("youtube_id", ORDINARY)
async def test_every_track_is_known_and_none_is_translated(provider: VideoProvider, youtube_id: str) -> None:
    facts, video = await provider.fetch_video(youtube_id), truth(youtube_id)
    origins = {(each.language, "auto" if each.automatic else "manual") for each in video.tracks}
    assert {(each.language, each.origin) for each in facts.tracks} == origins
    heard = any(each.automatic for each in video.tracks)
    assert facts.original_language == (video.original_language if heard else None)


@pytest.mark.parametrize("youtube_id", ORDINARY)
async def test_chapters_come_from_where_they_stand(provider: VideoProvider, youtube_id: str) -> None:
    facts, video = await provider.fetch_video(youtube_id), truth(youtube_id)
    written = chapters_from_description(facts.description, facts.duration_seconds)
    found = {"youtube": facts.chapters, "description": written, "none": (*facts.chapters, *written)}
    assert [(each.start_seconds, each.end_seconds, each.title) for each in found[video.chapter_source]] == [
        (each.start_seconds, each.end_seconds, each.title) for each in video.chapters
    ]
    assert bool(facts.chapters) == (video.chapter_source == "youtube")


@pytest.mark.parametrize("youtube_id", [each for each in ORDINARY if truth(each).tracks])
async def test_captions_are_what_was_said(provider: VideoProvider, youtube_id: str) -> None:
    facts, video = await provider.fetch_video(youtube_id), truth(youtube_id)
    for track in video.tracks:
        found = await provider.fetch_captions(youtube_id, track_of(facts, track))
        assert lines(found) == true_lines(video, track)


async def test_a_video_takes_two_requests_and_its_captions_one(
    provider: VideoProvider, simulator: Simulator
) -> None:
    youtube_id = next(each for each in ORDINARY if truth(each).tracks)
    facts = await provider.fetch_video(youtube_id)
    await provider.fetch_captions(youtube_id, facts.tracks[0])
    assert simulator.log.per_endpoint() == {"next": 1, "player": 1, "timedtext": 1}


async def test_many_at_once_are_not_mixed_up(provider: VideoProvider, simulator: Simulator) -> None:
    found = await asyncio.gather(*(provider.fetch_video(each) for each in ORDINARY))
    assert [facts.youtube_id for facts in found] == ORDINARY
    assert [facts.title for facts in found] == [truth(each).title for each in ORDINARY]
    assert len(simulator.log) == 2 * len(ORDINARY)


@pytest.mark.parametrize(
    ("trouble", "kind", "code"),
    [
        (Trouble.PRIVATE, K.GONE, "video_private"),
        (Trouble.DELETED, K.GONE, "video_deleted"),
        (Trouble.TERMINATED, K.GONE, "account_closed"),
        (Trouble.AGE_RESTRICTED, K.NO_ACCESS, "age_restricted"),
        (Trouble.REGION_BLOCKED, K.NO_ACCESS, "region_blocked"),
        (Trouble.MEMBERS_ONLY, K.NO_ACCESS, "members_only"),
        (Trouble.LIVE_NOW, K.NOT_YET, "live_now"),
        (Trouble.PREMIERE, K.NOT_YET, "live_not_yet"),
        (Trouble.UPCOMING_LIVE, K.NOT_YET, "live_not_yet"),
        (Trouble.BOT_CHECK, K.BLOCKED, "blocked"),
        (Trouble.WRONG_VIDEO, K.BLOCKED, "blocked"),
        (Trouble.TRY_LATER, K.RATE_LIMITED, "rate_limited"),
        (Trouble.PLAYER_429, K.RATE_LIMITED, "rate_limited"),
        (Trouble.NEXT_429, K.RATE_LIMITED, "rate_limited"),
        (Trouble.PLAYER_500, K.TRANSIENT, "transient"),
        (Trouble.GARBAGE_JSON, K.TRANSIENT, "transient"),
        (Trouble.CONNECTION_RESET, K.NETWORK, "network"),
    ],
)
async def test_each_trouble_has_its_name(
    provider: VideoProvider, trouble: Trouble, kind: FailureKind, code: str
) -> None:
    assert await failure_of(provider.fetch_video(trouble_id(trouble, 0))) == (kind, code)


async def test_what_the_light_client_is_refused_is_asked_for_once_more(
    provider: VideoProvider, simulator: Simulator
) -> None:
    youtube_id = trouble_id(Trouble.MADE_FOR_KIDS)
    assert await failure_of(provider.fetch_video(youtube_id)) == (K.GONE, "video_unavailable")
    assert simulator.log.per_endpoint() == {"next": 2, "player": 2}


async def test_an_announced_video_says_when_to_come_back(provider: VideoProvider) -> None:
    with pytest.raises(UpstreamError) as caught:
        await provider.fetch_video(trouble_id(Trouble.PREMIERE))
    assert caught.value.failure.retry_after_seconds == 3 * 3600


@pytest.mark.parametrize(
    ("endpoint", "fault", "kind"),
    [
        ("player", Fault(status=403), K.BLOCKED),
        ("next", Fault(status=403), K.BLOCKED),
        ("next", Fault(status=503), K.TRANSIENT),
        ("player", Fault(status=404), K.TRANSIENT),
        ("youtube", Fault(down=True), K.NETWORK),
    ],
)
async def test_each_fault_has_its_name(
    provider: VideoProvider, simulator: Simulator, endpoint: str, fault: Fault, kind: FailureKind
) -> None:
    simulator.faults.set(endpoint, fault)
    assert (await failure_of(provider.fetch_video(ORDINARY[1])))[0] is kind
    simulator.faults.clear()
    assert (await provider.fetch_video(ORDINARY[1])).title == truth(ORDINARY[1]).title


async def test_the_wait_that_a_refusal_names_is_kept(provider: VideoProvider, simulator: Simulator) -> None:
    simulator.faults.set("player", Fault(status=429, retry_after_seconds=42))
    with pytest.raises(UpstreamError) as caught:
        await provider.fetch_video(ORDINARY[1])
    assert caught.value.failure.kind is K.RATE_LIMITED
    assert caught.value.failure.retry_after_seconds == 42


@pytest.mark.parametrize("trouble", [Trouble.NO_CAPTIONS, Trouble.CAPTIONS_DISABLED])
async def test_without_captions_there_are_certainly_none(provider: VideoProvider, trouble: Trouble) -> None:
    facts = await provider.fetch_video(trouble_id(trouble))
    assert (facts.tracks, facts.captions_known) == ((), True)


async def test_captions_held_back_are_not_certain(provider: VideoProvider) -> None:
    facts = await provider.fetch_video(trouble_id(Trouble.CAPTIONS_NEED_TOKEN))
    assert (facts.tracks, facts.captions_known) == ((), False)


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (Trouble.CAPTIONS_EMPTY, K.CAPTIONS_UNKNOWN),
        (Trouble.CAPTIONS_HTML, K.CAPTIONS_UNKNOWN),
        (Trouble.CAPTIONS_NOT_FOUND, K.CAPTIONS_UNKNOWN),
        (Trouble.CAPTIONS_429, K.RATE_LIMITED),
    ],
)
async def test_captions_that_do_not_come_are_unknown(
    provider: VideoProvider, trouble: Trouble, kind: FailureKind
) -> None:
    youtube_id = trouble_id(trouble, 0)
    facts = await provider.fetch_video(youtube_id)
    assert (await failure_of(provider.fetch_captions(youtube_id, facts.tracks[0])))[0] is kind


@pytest.mark.parametrize(
    "youtube_id", ["", "short", "ytsearch5:x", "../../../etc", "https://x.y/", ORDINARY[0] + "x"]
)
async def test_only_ids_are_asked_for(provider: VideoProvider, simulator: Simulator, youtube_id: str) -> None:
    assert (await failure_of(provider.fetch_video(youtube_id)))[0] is K.INVALID_INPUT
    assert not simulator.log.records


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://consent.youtube.com/m?continue=http://169.254.169.254/",
        "https://www.youtube.com@evil.example/api/timedtext",
        "https://evilyoutube.com/api/timedtext",
        "http://www.youtube.com/api/timedtext?v=x",
        "https://www.youtube.com:8443/api/timedtext?v=x",
        "file:///etc/passwd",
    ],
)
async def test_only_youtubes_caption_addresses_are_asked(
    provider: VideoProvider, simulator: Simulator, url: str
) -> None:
    track = CaptionTrack("en", "manual", url)
    assert (await failure_of(provider.fetch_captions(ORDINARY[0], track)))[0] is K.INVALID_INPUT
    assert not simulator.log.records


def has_ended(descriptor: int) -> bool:
    """Wait until the process behind a pidfd ends."""
    return bool(select.select([descriptor], [], [], PATIENCE_SECONDS)[0])


async def test_a_hung_call_fails_alone_and_its_process_is_replaced(
    impatient: Extractor, simulator: Simulator
) -> None:
    (old,) = impatient.pids
    descriptor = os.pidfd_open(old)
    hung = asyncio.create_task(failure_of(impatient.fetch_video(trouble_id(Trouble.HANG))))
    assert (await impatient.fetch_video(ORDINARY[2])).youtube_id == ORDINARY[2]
    assert await hung == (K.TRANSIENT, "transient")
    assert (await impatient.fetch_video(ORDINARY[3])).youtube_id == ORDINARY[3]
    assert await asyncio.to_thread(has_ended, descriptor)
    assert old not in impatient.pids
    assert simulator.log.count("player", ORDINARY[3]) == 1


async def test_calls_of_a_killed_process_fail_and_the_next_ones_work(
    impatient: Extractor, simulator: Simulator
) -> None:
    (old,) = impatient.pids
    hung = asyncio.create_task(failure_of(impatient.fetch_video(trouble_id(Trouble.HANG))))
    await impatient.fetch_video(ORDINARY[4])
    os.kill(old, signal.SIGKILL)
    assert await hung == (K.TRANSIENT, "transient")
    assert (await impatient.fetch_video(ORDINARY[5])).youtube_id == ORDINARY[5]
    assert old not in impatient.pids
    assert simulator.log.count("player", ORDINARY[5]) == 1


async def test_a_process_is_renewed_after_its_share_of_calls(simulator: Simulator) -> None:
    async with Extractor(settings_for(simulator, processes=1), calls_per_process=2) as extractor:
        await extractor.fetch_video(ORDINARY[9])
        (old,) = extractor.pids
        descriptor = os.pidfd_open(old)
        found = await asyncio.gather(*(extractor.fetch_video(each) for each in ORDINARY))
        assert [facts.youtube_id for facts in found] == ORDINARY
        assert await asyncio.to_thread(has_ended, descriptor)


async def test_a_cancelled_call_leaves_no_trace(provider: VideoProvider, simulator: Simulator) -> None:
    simulator.faults.update("youtube", latency_seconds=0.05)
    calls = [asyncio.create_task(provider.fetch_video(each)) for each in ORDINARY]
    await provider.fetch_video(ORDINARY[0])
    for call in calls:
        call.cancel()
    ended = await asyncio.gather(*calls, return_exceptions=True)
    assert any(isinstance(each, asyncio.CancelledError) for each in ended)
    simulator.faults.clear()
    assert (await provider.fetch_video(ORDINARY[6])).title == truth(ORDINARY[6]).title


async def test_closing_fails_what_is_under_way(simulator: Simulator) -> None:
    extractor = Extractor(settings_for(simulator, processes=1))
    await extractor.start()
    hung = asyncio.create_task(failure_of(extractor.fetch_video(trouble_id(Trouble.HANG))))
    await extractor.fetch_video(ORDINARY[7])
    descriptor = os.pidfd_open(extractor.pids[0])
    await extractor.close()
    assert await hung == (K.TRANSIENT, "transient")
    assert has_ended(descriptor)
    assert await failure_of(extractor.fetch_video(ORDINARY[7])) == (K.TRANSIENT, "transient")


async def test_missing_cookies_are_for_the_person_who_set_them(simulator: Simulator) -> None:
    settings = settings_for(simulator, processes=1).model_copy(
        update={"youtube_cookies_file": simulator.ca_file.parent / "none.txt"}
    )
    async with Extractor(settings) as extractor:
        assert await failure_of(extractor.fetch_video(ORDINARY[8])) == (K.ADMIN_ACTION, "cookies_unreadable")


ORPHAN_MAKER = """
import asyncio, sys
from reelshelf.providers.ytdlp.extractor import Extractor
from reelshelf.settings import Settings
from reelshelf.upstreams.failures import UpstreamError

async def main():
    async with Extractor(Settings(outbound_proxy="http://127.0.0.1:9", extractor_processes=1)) as extractor:
        try:
            await extractor.fetch_video("AAAAAAAAAAA")
        except UpstreamError:
            print(extractor.pids[0], flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


def test_children_end_with_a_parent_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHAN_MAKER], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        descriptor = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
        assert has_ended(descriptor)


ELSEWHERE = (
    "http://169.254.169.254/latest/meta-data/",
    "https://evil.example/watch",
    "http://www.youtube.com/watch",
    "https://www.youtube.com@evil.example/watch",
)


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize("endpoint", ["player", "next", "timedtext"])
async def test_a_redirect_to_elsewhere_is_not_followed(
    provider: VideoProvider, simulator: Simulator, endpoint: str, address: str
) -> None:
    facts = await provider.fetch_video(ORDINARY[1])
    simulator.faults.set(endpoint, Fault(status=302, body="", location=address))
    if endpoint == "timedtext":
        await failure_of(provider.fetch_captions(ORDINARY[1], facts.tracks[0]))
    else:
        with suppress(UpstreamError):
            await provider.fetch_video(ORDINARY[1])
    assert [record.host for record in simulator.log.records if record.endpoint == "foreign"] == []
    assert {record.host for record in simulator.log.records} <= {"www.youtube.com", "youtubei.googleapis.com"}


async def test_a_redirect_within_youtube_is_followed(provider: VideoProvider, simulator: Simulator) -> None:
    facts = await provider.fetch_video(ORDINARY[1])
    track = facts.tracks[0]
    simulator.faults.set("timedtext", Fault(status=302, body="", location=f"{track.url}&again=1", times=1))
    assert await provider.fetch_captions(ORDINARY[1], track)
