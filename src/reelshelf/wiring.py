"""Builds every part once and says who gets whom; the only place that knows them all."""

from __future__ import annotations

import sys
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import orjson
from pydantic import SecretStr

from reelshelf.accounts.oidc import OidcProvider, is_safe_address
from reelshelf.accounts.oidc_api import Oidc
from reelshelf.accounts.pruning import Pruning
from reelshelf.accounts.secrets import signing_key
from reelshelf.accounts.tokens import TokenSigner
from reelshelf.enrichment.announcer import Announcer
from reelshelf.enrichment.backlog import Feeder
from reelshelf.enrichment.claims import Claims
from reelshelf.enrichment.scout import Scout
from reelshelf.enrichment.speech.budget import SpeechBudget
from reelshelf.enrichment.speech.hearing import Hearing
from reelshelf.enrichment.speech.worker import SpeechWorker
from reelshelf.enrichment.trial import Trial
from reelshelf.enrichment.work import Enricher
from reelshelf.enrichment.writer import Writer
from reelshelf.errors import StartupError
from reelshelf.imports.expansion import Expander, ExpansionFeeder
from reelshelf.imports.reporter import JobReporter
from reelshelf.kit.db import Database, create_engine
from reelshelf.kit.rate_limit import RateLimiter
from reelshelf.kit.redis import connect
from reelshelf.kit.scratch import scratch_folder
from reelshelf.kit.tally import Tally
from reelshelf.progress.hub import Hub
from reelshelf.progress.publisher import Publisher
from reelshelf.progress.retention import Retention
from reelshelf.providers.ffmpeg import Ffmpeg, find_ffmpeg
from reelshelf.providers.groq import GroqSpeech
from reelshelf.providers.guarded import VIDEO_COST, GuardedCollections, GuardedVideos
from reelshelf.providers.guarded_metadata import GuardedMetadata
from reelshelf.providers.guarded_speech import GuardedAudio, GuardedSpeech
from reelshelf.providers.oembed import OEmbed
from reelshelf.providers.outbound import open_client
from reelshelf.providers.thumbnails import Thumbnails
from reelshelf.providers.youtube_data_api import YouTubeDataApi
from reelshelf.providers.ytdlp.extractor import Extractor
from reelshelf.search.indexer import Indexer
from reelshelf.upstreams.endpoints import Endpoints, endpoints_for
from reelshelf.upstreams.guard import Guard
from reelshelf.upstreams.rates import LearnedRates
from reelshelf.upstreams.store import Beginning, RedisStore

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from uuid import UUID

    from redis.asyncio import Redis

    from reelshelf.enrichment.ports import VideoProvider
    from reelshelf.settings import Settings
    from reelshelf.upstreams.store import LimiterStore

WINDOW_PER_SLOT = 3
"""Videos released to the queue for each that a worker can work on: enough never to run dry."""
TRIAL_COMMAND = (sys.executable, "-P", "-m", "reelshelf.trial")
Around: TypeAlias = "Callable[[VideoProvider], VideoProvider]"
"""What is put between a worker and its provider of videos."""


def as_it_is(provider: VideoProvider) -> VideoProvider:
    return provider


@dataclass(frozen=True, slots=True)
class Stores:
    database: Database
    redis: Redis


@dataclass(frozen=True, slots=True)
class WebParts:
    """What the API needs."""

    stores: Stores
    signer: TokenSigner
    publisher: Publisher
    announcer: Announcer
    hub: Hub
    pictures: Thumbnails
    rate_limiter: RateLimiter
    oidc: Oidc | None
    limits: RedisStore
    endpoints: Endpoints


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


def database_url(settings: Settings) -> str:
    """Raises StartupError when there is none."""
    if settings.database_url is None:
        raise StartupError("Set REELSHELF_DATABASE_URL, or start everything at once with “reelshelf up”.")
    return settings.database_url.get_secret_value()


def redis_url(settings: Settings) -> str:
    """Raises StartupError when there is none."""
    if settings.redis_url is None:
        raise StartupError("Set REELSHELF_REDIS_URL, or start everything at once with “reelshelf up”.")
    return settings.redis_url.get_secret_value()


@asynccontextmanager
async def open_stores(settings: Settings, name: str) -> AsyncIterator[Stores]:
    database = Database(create_engine(database_url(settings), application_name=f"reelshelf {name}"))
    redis = connect(redis_url(settings))
    try:
        yield Stores(database, redis)
    finally:
        await redis.aclose()
        await database.close()


def _oidc(settings: Settings) -> Oidc | None:
    """The OpenID provider of the settings. Raises StartupError when only a part of it is said."""
    issuer, client_id, secret = settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret
    if issuer is None:
        return None
    if client_id is None or secret is None or not is_safe_address(issuer):
        raise StartupError(
            "REELSHELF_OIDC_ISSUER must be an https address, and wants REELSHELF_OIDC_CLIENT_ID and "
            "REELSHELF_OIDC_CLIENT_SECRET."
        )
    provider = OidcProvider(issuer, client_id, secret.get_secret_value(), lambda: open_client(settings))
    return Oidc(provider, settings.oidc_name, settings.oidc_create_accounts)


@asynccontextmanager
async def web_parts(settings: Settings) -> AsyncIterator[WebParts]:
    async with open_stores(settings, "serve") as stores:
        limits = RedisStore(stores.redis)
        endpoints = _endpoints(settings)
        for endpoint in endpoints.all:
            # Only workers know whether a burst is due.
            limits.begin_with(endpoint, Beginning(burst=False))
        pictures = Thumbnails(settings, Guard(limits), endpoints.thumbnails)
        try:
            yield WebParts(
                stores=stores,
                signer=TokenSigner(signing_key(settings)),
                publisher=Publisher(stores.redis),
                announcer=Announcer(stores.redis),
                hub=Hub(stores.redis),
                pictures=pictures,
                rate_limiter=RateLimiter(stores.redis),
                oidc=_oidc(settings),
                limits=limits,
                endpoints=endpoints,
            )
        finally:
            await pictures.close()


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
        endpoints = _endpoints(settings)
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
        hearing = _hearing(settings, stores, extractor, guard, tally, closing)
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


def _hearing(
    settings: Settings,
    stores: Stores,
    extractor: Extractor,
    guard: Guard,
    tally: Tally,
    closing: AsyncExitStack,
) -> Hearing | None:
    """What hears a video; None without a key or a program for sound. `closing` ends it."""
    ffmpeg = find_ffmpeg() if settings.groq_api_key else None
    if ffmpeg is None:
        return None
    endpoints = _endpoints(settings)
    ears = GroqSpeech(settings)
    closing.push_async_callback(ears.close)
    return Hearing(
        database=stores.database,
        audio=GuardedAudio(extractor, guard, endpoints),
        cutter=Ffmpeg(ffmpeg),
        provider=GuardedSpeech(ears, guard, endpoints.groq),
        budget=SpeechBudget(stores.database, settings.speech_audio_seconds_per_day),
        folder=closing.enter_context(scratch_folder(settings.data_dir / "tmp", "speech")),
        count=tally.count,
    )


def _endpoints(settings: Settings) -> Endpoints:
    return endpoints_for(
        settings.youtube_requests_per_hour, speech_seconds_per_day=settings.speech_audio_seconds_per_day
    )


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
