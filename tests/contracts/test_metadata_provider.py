"""What every `MetadataProvider` promises, held against the Data API and oEmbed of a simulated YouTube."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from reelshelf.providers.oembed import OEmbed
from reelshelf.providers.youtube_data_api import YouTubeDataApi
from reelshelf.settings import Settings
from reelshelf.upstreams.failures import Failure, FailureKind, UpstreamError
from simulators import Fault, Simulator, Trouble, trouble_id, truth, video_ids

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from reelshelf.enrichment.ports import MetadataProvider

K = FailureKind
KEY = "AIza-invented-for-tests"
NOON = datetime(2026, 7, 1, 19, tzinfo=UTC)
"""In California, where it is summer."""


def settings_for(simulator: Simulator) -> Settings:
    return Settings(outbound_proxy=simulator.proxy_url, outbound_ca_file=simulator.ca_file, _env_file=None)


@pytest.fixture
async def data_api(simulator: Simulator) -> AsyncIterator[YouTubeDataApi]:
    provider = YouTubeDataApi(settings_for(simulator), SecretStr(KEY), now=lambda: NOON)
    yield provider
    await provider.close()


@pytest.fixture
async def oembed(simulator: Simulator) -> AsyncIterator[OEmbed]:
    provider = OEmbed(settings_for(simulator))
    yield provider
    await provider.close()


@pytest.fixture(params=["data_api", "oembed"])
def provider(request: pytest.FixtureRequest) -> MetadataProvider:
    found: MetadataProvider = request.getfixturevalue(request.param)
    return found


def endpoint_of(provider: MetadataProvider) -> str:
    return "oembed" if isinstance(provider, OEmbed) else "data_api"


async def failure_of(provider: MetadataProvider, youtube_ids: Sequence[str] | None = None) -> Failure:
    with pytest.raises(UpstreamError) as caught:
        await provider.fetch_metadata(youtube_ids or video_ids(1))
    return caught.value.failure


async def test_what_is_told_is_true(provider: MetadataProvider) -> None:
    ids = video_ids(3)
    found = await provider.fetch_metadata(ids)
    assert set(found) == set(ids)
    for youtube_id, metadata in found.items():
        assert metadata is not None
        known = truth(youtube_id)
        assert (metadata.title, metadata.channel) == (known.title, known.channel)
        assert metadata.duration_seconds in (None, known.duration_seconds)
        assert metadata.is_complete == (metadata.duration_seconds is not None)


async def test_as_many_as_it_takes_go_in_one_call(provider: MetadataProvider, simulator: Simulator) -> None:
    found = await provider.fetch_metadata(video_ids(provider.most_at_once))
    assert len(found) == provider.most_at_once
    assert simulator.log.count(endpoint_of(provider)) == 1


@pytest.mark.parametrize("trouble", [Trouble.PRIVATE, Trouble.DELETED, Trouble.TERMINATED])
async def test_what_cannot_be_seen_is_not_known_and_no_verdict(
    provider: MetadataProvider, trouble: Trouble
) -> None:
    youtube_id = trouble_id(trouble)
    assert await provider.fetch_metadata([youtube_id]) == {youtube_id: None}


@pytest.mark.parametrize("trouble", [Trouble.PREMIERE, Trouble.UPCOMING_LIVE, Trouble.LIVE_NOW])
async def test_what_is_not_over_has_a_title_and_is_not_complete(
    provider: MetadataProvider, trouble: Trouble
) -> None:
    youtube_id = trouble_id(trouble)
    metadata = (await provider.fetch_metadata([youtube_id]))[youtube_id]
    assert metadata is not None
    assert (metadata.title, metadata.is_complete) == (truth(youtube_id).title, False)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(status=429, retry_after_seconds=7), K.RATE_LIMITED),
        (Fault(status=500), K.TRANSIENT),
        (Fault(status=503), K.TRANSIENT),
        (Fault(status=200, body="<!DOCTYPE html><html>Sign in</html>"), K.TRANSIENT),
        (Fault(status=200, body='{"items": 7, "title": []}'), K.TRANSIENT),
        (Fault(status=200, body="x" * 5_000_000), K.TRANSIENT),
        (Fault(down=True), K.NETWORK),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_each_fault_has_its_name_and_passes(
    provider: MetadataProvider, simulator: Simulator, fault: Fault, kind: FailureKind
) -> None:
    simulator.faults.set(endpoint_of(provider), fault)
    failure = await failure_of(provider)
    assert (failure.kind, failure.retry_after_seconds) == (kind, fault.retry_after_seconds)
    simulator.faults.clear()
    assert len(await provider.fetch_metadata(video_ids(1))) == 1


async def test_a_redirect_is_not_followed(provider: MetadataProvider, simulator: Simulator) -> None:
    elsewhere = "https://www.youtube.com/elsewhere"
    simulator.faults.set(endpoint_of(provider), Fault(status=302, body="", location=elsewhere))
    assert (await failure_of(provider)).kind is K.TRANSIENT
    assert len(simulator.log) == 1


# What only the Data API has.


async def test_the_data_api_knows_all_of_the_metadata(data_api: YouTubeDataApi) -> None:
    for youtube_id, metadata in (await data_api.fetch_metadata(video_ids(20))).items():
        assert metadata is not None
        known = truth(youtube_id)
        assert (metadata.channel_id, metadata.view_count) == (known.channel_id, known.view_count)
        assert (metadata.description, metadata.published_at) == (known.description, known.published_at)
        assert metadata.duration_seconds == known.duration_seconds


async def test_the_key_is_in_no_address(data_api: YouTubeDataApi, simulator: Simulator) -> None:
    await data_api.fetch_metadata(video_ids(1))
    assert not [record for record in simulator.log.records if KEY in record.path]


async def test_a_used_up_quota_lasts_until_midnight_in_california(
    data_api: YouTubeDataApi, simulator: Simulator
) -> None:
    simulator.faults.set("data_api", Fault(status=403, reason="quotaExceeded"))
    failure = await failure_of(data_api)
    assert (failure.kind, failure.retry_after_seconds) == (K.QUOTA_EXHAUSTED, 12 * 3600)


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 1, 15, 8, 0, tzinfo=UTC), 24),
        (datetime(2026, 1, 15, 7, 30, tzinfo=UTC), 0.5),
        # The night to summer time has an hour less, the one back an hour more.
        (datetime(2026, 3, 8, 8, 0, tzinfo=UTC), 23),
        (datetime(2026, 11, 1, 7, 0, tzinfo=UTC), 25),
    ],
)
async def test_midnight_is_where_the_clocks_of_california_say(
    simulator: Simulator, now: datetime, hours: float
) -> None:
    simulator.faults.set("data_api", Fault(status=403, reason="quotaExceeded"))
    provider = YouTubeDataApi(settings_for(simulator), SecretStr(KEY), now=lambda: now)
    assert (await failure_of(provider)).retry_after_seconds == hours * 3600
    await provider.close()


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("bad", Fault()),
        (KEY, Fault(status=403, reason="accessNotConfigured")),
        (KEY, Fault(status=403, body=f"Permission denied: Consumer 'api_key:{KEY}' has been suspended.")),
    ],
    ids=["wrong", "not switched on", "suspended"],
)
async def test_a_refused_key_is_said_once_and_never_shown(
    simulator: Simulator, key: str, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    simulator.faults.set("data_api", fault)
    provider = YouTubeDataApi(settings_for(simulator), SecretStr(key))
    for _ in range(2):
        failure = await failure_of(provider)
        assert (failure.kind, failure.code) == (K.ADMIN_ACTION, "api_key_refused")
        assert KEY not in failure.detail
    said = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert len(said) == 1
    assert "REELSHELF_YOUTUBE_API_KEY" in said[0]
    await provider.close()


async def test_a_call_that_makes_no_sense_says_nothing_of_its_videos(
    data_api: YouTubeDataApi, simulator: Simulator
) -> None:
    simulator.faults.set("data_api", Fault(status=400, reason="invalidParameter"))
    assert (await failure_of(data_api)).kind is K.TRANSIENT


async def test_oembed_is_given_ids_only(oembed: OEmbed, simulator: Simulator) -> None:
    failure = await failure_of(oembed, ["https://elsewhere.example/"])
    assert failure.kind is K.INVALID_INPUT
    assert not simulator.log.records
