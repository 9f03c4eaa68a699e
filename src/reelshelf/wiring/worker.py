"""The parts of a worker."""

from __future__ import annotations

import sys
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import orjson
from pydantic import SecretStr

from reelshelf.accounts.pruning import Pruning
from reelshelf.enrichment.backlog import Feeder
from reelshelf.enrichment.claims import Claims
from reelshelf.enrichment.scout import Scout
from reelshelf.enrichment.speech.worker import SpeechWorker
from reelshelf.enrichment.trial import Trial
from reelshelf.enrichment.work import Enricher
from reelshelf.enrichment.writer import Writer
from reelshelf.imports.expansion import Expander, ExpansionFeeder
from reelshelf.imports.reporter import JobReporter
from reelshelf.kit.tally import Tally
from reelshelf.progress.publisher import Publisher
from reelshelf.progress.retention import Retention
from reelshelf.providers.guarded import VIDEO_COST, GuardedCollections, GuardedVideos
from reelshelf.providers.guarded_metadata import GuardedMetadata
from reelshelf.providers.oembed import OEmbed
from reelshelf.providers.youtube_data_api import YouTubeDataApi
from reelshelf.providers.ytdlp.extractor import Extractor
from reelshelf.search.indexer import Indexer
from reelshelf.upstreams.guard import Guard
from reelshelf.upstreams.rates import LearnedRates
from reelshelf.upstreams.store import RedisStore
from reelshelf.wiring.speech import hearing_of
from reelshelf.wiring.stores import Stores, endpoints_of, open_stores

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from uuid import UUID

    from redis.asyncio import Redis

    from reelshelf.enrichment.ports import VideoProvider
    from reelshelf.settings import Settings
    from reelshelf.upstreams.endpoints import Endpoints
    from reelshelf.upstreams.store import LimiterStore

WINDOW_PER_SLOT = 3
"""Videos released to the queue for each that a worker can work on: enough never to run dry."""
TRIAL_COMMAND = (sys.executable, "-P", "-m", "reelshelf.trial")
Around: TypeAlias = "Callable[[VideoProvider], VideoProvider]"
"""What is put between a worker and its provider of videos."""


def as_it_is(provider: VideoProvider) -> VideoProvider:
    return provider


@dataclass(frozen=True, slots=True)
class WorkerParts:
    """What a worker needs; each has a `run` that lasts as long as the worker."""

    stores: Stores
    extractor: Extractor
    claims: Claims
    writer: Writer
    enricher: Enricher
    speech: SpeechWorker | None
    """None: there is no speech recognition, and who has no captions stays without."""
    feeder: Feeder
    scout: Scout
    reporter: JobReporter
    expander: Expander
    expansion_feeder: ExpansionFeeder
    rates: LearnedRates
    tally: Tally
    retention: Retention
    pruning: Pruning
    indexer: Indexer


@asynccontextmanager
async def worker_parts(
    settings: Settings,
    *,
    given: Stores | None = None,
    around: Around = as_it_is,
    trial_command: Sequence[str] | None = TRIAL_COMMAND,
    limits_of: Callable[[Redis], LimiterStore] = RedisStore,
) -> AsyncIterator[WorkerParts]:
    """The parameters are seams for experiments: stores `given`, something `around` the provider of videos, the
    command that starts the process in which suspects are tried (without one they are worked on like others), and
    where the limits are kept, `limits_of` a Redis.
    """
    async with (
        _given_or_opened(settings, given) as stores,
        Extractor(settings) as extractor,
        _trial(settings, trial_command) as trial,
        AsyncExitStack() as closing,
    ):
        publisher = Publisher(stores.redis)
        reporter = JobReporter(stores.database, publisher)
        endpoints = endpoints_of(settings)
        limits = limits_of(stores.redis)
        guard = Guard(limits)
        feeder = Feeder(
            stores.database,
            stores.redis,
            settings.max_concurrent_videos * WINDOW_PER_SLOT,
            budget=lambda: guard.room(endpoints.player, VIDEO_COST),
            changed=reporter.changed,
        )

        def changed(job_id: UUID) -> None:
            reporter.changed(job_id)
            feeder.wake()

        writer = Writer(stores.database, publisher, changed)
        sources = _metadata_sources(closing, settings, guard, endpoints)
        claims = Claims(stores.database)
        tally = Tally(stores.redis)
        hearing = hearing_of(settings, stores, extractor, guard, tally, closing)
        speech = (
            SpeechWorker(stores.database, publisher, hearing, changed=reporter.changed, count=tally.count)
            if hearing
            else None
        )
        yield WorkerParts(
            stores=stores,
            extractor=extractor,
            claims=claims,
            writer=writer,
            enricher=Enricher(
                claims=claims,
                writer=writer,
                provider=around(GuardedVideos(extractor, guard, endpoints)),
                languages=settings.caption_languages,
                speech=speech is not None,
                count=tally.count,
                trial=trial,
            ),
            speech=speech,
            feeder=feeder,
            scout=Scout(stores.database, publisher, sources),
            reporter=reporter,
            expander=Expander(
                database=stores.database,
                publisher=publisher,
                provider=GuardedCollections(extractor, guard, endpoints),
                wake=feeder.wake,
                changed=reporter.changed,
            ),
            expansion_feeder=ExpansionFeeder(stores.database, stores.redis),
            rates=LearnedRates(stores.database, limits, endpoints.all),
            tally=tally,
            retention=Retention(stores.database),
            pruning=Pruning(stores.database),
            indexer=Indexer(stores.database),
        )


def _metadata_sources(
    closing: AsyncExitStack, settings: Settings, guard: Guard, endpoints: Endpoints
) -> list[GuardedMetadata]:
    """Before yt-dlp the Data API, if there is a key for it; in its place oEmbed, while the player is on hold."""
    sources = []
    if settings.youtube_api_key:
        data_api = YouTubeDataApi(settings, settings.youtube_api_key)
        closing.push_async_callback(data_api.close)
        sources.append(GuardedMetadata(data_api, guard, endpoints.data_api))
    oembed = OEmbed(settings)
    closing.push_async_callback(oembed.close)
    sources.append(GuardedMetadata(oembed, guard, endpoints.oembed, stand_in_for=endpoints.player))
    return sources


@asynccontextmanager
async def _given_or_opened(settings: Settings, given: Stores | None) -> AsyncIterator[Stores]:
    if given is not None:
        yield given
        return
    async with open_stores(settings, "work") as opened:
        yield opened


@asynccontextmanager
async def _trial(settings: Settings, command: Sequence[str] | None) -> AsyncIterator[Trial | None]:
    if command is None:
        yield None
        return
    trial = Trial(command, _briefing(settings))
    try:
        yield trial
    finally:
        await trial.close()


def _briefing(settings: Settings) -> bytes:
    """All settings as JSON, secrets too: for a pipe to our own child, never for a log."""
    fields = {name: getattr(settings, name) for name in type(settings).model_fields}
    return orjson.dumps(
        {
            name: value.get_secret_value() if isinstance(value, SecretStr) else value
            for name, value in fields.items()
            if value is not None
        },
        default=str,
    )
