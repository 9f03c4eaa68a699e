"""What every `CollectionProvider` promises, held against yt-dlp in its processes and a simulated YouTube."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, cast

import pytest

from reelshelf.providers.ytdlp.extractor import Extractor
from reelshelf.settings import Settings
from reelshelf.upstreams.failures import FailureKind, UpstreamError
from simulators import (
    Fault,
    Simulator,
    channel_with_uploads,
    playlist,
    playlist_id,
    truth,
    video_ids,
)
from simulators.world.troubles import trouble_in

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from reelshelf.enrichment.ports import CollectionKind, CollectionPage, CollectionProvider

K = FailureKind


@pytest.fixture(scope="module")
async def running(simulated_world: Simulator) -> AsyncIterator[Extractor]:
    settings = Settings(
        outbound_proxy=simulated_world.proxy_url,
        outbound_ca_file=simulated_world.ca_file,
        extractor_processes=1,
        _env_file=None,
    )
    async with Extractor(settings) as extractor:
        yield extractor


@pytest.fixture
def provider(running: Extractor, simulator: Simulator) -> CollectionProvider:
    """With all faults off and an empty log."""
    assert not simulator.log.records
    return running


def reading(
    provider: CollectionProvider, kind: CollectionKind, youtube_id: str
) -> AsyncGenerator[CollectionPage, None]:
    return cast("AsyncGenerator[CollectionPage, None]", provider.fetch_collection(kind, youtube_id))


async def pages_of(
    provider: CollectionProvider, kind: CollectionKind, youtube_id: str
) -> list[CollectionPage]:
    return [page async for page in provider.fetch_collection(kind, youtube_id)]


def ids(pages: list[CollectionPage]) -> list[str]:
    return [youtube_id for page in pages for youtube_id, _ in page.entries]


@pytest.mark.parametrize(("size", "pages"), [(1, [1]), (100, [100]), (101, [100, 1]), (250, [100, 100, 50])])
async def test_a_playlist_comes_whole_in_its_order(
    provider: CollectionProvider, size: int, pages: list[int]
) -> None:
    youtube_id = playlist_id(size, seed=3)
    collection = playlist(youtube_id)
    assert collection is not None
    found = await pages_of(provider, "playlist", youtube_id)
    assert [len(page.entries) for page in found] == pages
    assert ids(found) == list(collection.video_ids)
    assert {page.title for page in found} == {collection.title}
    assert found[0].entries[0][1] == truth(collection.video_ids[0]).title


async def test_videos_that_cannot_be_had_are_listed_without_a_title(provider: CollectionProvider) -> None:
    youtube_id = playlist_id(20, seed=4, troubled=3)
    (page,) = await pages_of(provider, "playlist", youtube_id)
    untitled = [each for each, title in page.entries if title is None]
    assert untitled == [each for each, _ in page.entries if trouble_in(each)]
    assert len(untitled) == 3


@pytest.mark.parametrize("by_handle", [False, True])
async def test_a_channel_is_all_its_uploads(provider: CollectionProvider, *, by_handle: bool) -> None:
    channel = channel_with_uploads(130)
    found = await pages_of(provider, "channel", channel.handle if by_handle else channel.channel_id)
    assert ids(found) == list(channel.video_ids)
    assert found[0].title == channel.title


async def test_a_reply_is_asked_for_when_its_page_is(
    provider: CollectionProvider, simulator: Simulator
) -> None:
    async with aclosing(reading(provider, "playlist", playlist_id(350, seed=5))) as pages:
        await anext(pages)
        assert simulator.log.count("browse") == 1
        await anext(pages)
        assert simulator.log.count("browse") == 2


async def test_a_list_that_is_dropped_asks_for_nothing_more(
    provider: CollectionProvider, running: Extractor, simulator: Simulator
) -> None:
    async with aclosing(reading(provider, "playlist", playlist_id(350, seed=6))) as pages:
        await anext(pages)
    (youtube_id,) = video_ids(1, seed=77)
    assert (await running.fetch_video(youtube_id)).youtube_id == youtube_id
    assert simulator.log.count("browse") == 1


@pytest.mark.parametrize(
    ("kind", "youtube_id", "failure", "code"),
    [
        ("playlist", "PLaaaaaaaaaaaaaaaa", K.GONE, "collection_gone"),
        ("playlist", playlist_id(0, seed=1), K.GONE, "collection_empty"),
        ("channel", "@nobody.at.all", K.GONE, "collection_gone"),
        ("channel", "UC" + "x" * 22, K.GONE, "collection_gone"),
        ("playlist", "https://evil.example/", K.INVALID_INPUT, "invalid_input"),
        ("channel", "@x/../../watch?v=1", K.INVALID_INPUT, "invalid_input"),
        ("channel", "UCshort", K.INVALID_INPUT, "invalid_input"),
    ],
)
async def test_a_list_that_cannot_be_had(
    provider: CollectionProvider, kind: CollectionKind, youtube_id: str, failure: FailureKind, code: str
) -> None:
    with pytest.raises(UpstreamError) as caught:
        await pages_of(provider, kind, youtube_id)
    assert (caught.value.failure.kind, caught.value.failure.code) == (failure, code)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(status=429, retry_after_seconds=30), K.RATE_LIMITED),
        (Fault(status=503), K.TRANSIENT),
        (Fault(status=200, body="{}"), K.TRANSIENT),
        (Fault(down=True), K.NETWORK),
    ],
)
async def test_a_list_is_never_cut_short_in_silence(
    provider: CollectionProvider, simulator: Simulator, fault: Fault, kind: FailureKind
) -> None:
    async with aclosing(reading(provider, "playlist", playlist_id(350, seed=8))) as pages:
        assert len((await anext(pages)).entries) == 100
        simulator.faults.set("browse", fault)
        with pytest.raises(UpstreamError) as caught:
            await anext(pages)
    assert caught.value.failure.kind is kind
    assert caught.value.failure.retry_after_seconds == fault.retry_after_seconds


async def test_a_refused_first_page_is_a_refusal(provider: CollectionProvider, simulator: Simulator) -> None:
    simulator.faults.set("youtube", Fault(status=429))
    with pytest.raises(UpstreamError) as caught:
        await pages_of(provider, "playlist", playlist_id(10, seed=9))
    assert caught.value.failure.kind is K.RATE_LIMITED
