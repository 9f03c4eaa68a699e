"""The parts of a web server."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reelshelf.accounts.oidc import OidcProvider, is_safe_address
from reelshelf.accounts.oidc_api import Oidc
from reelshelf.accounts.secrets import signing_key
from reelshelf.accounts.tokens import TokenSigner
from reelshelf.enrichment.announcer import Announcer
from reelshelf.errors import StartupError
from reelshelf.kit.rate_limit import RateLimiter
from reelshelf.progress.hub import Hub
from reelshelf.progress.publisher import Publisher
from reelshelf.progress.rounds import Rounds
from reelshelf.providers.outbound import open_client
from reelshelf.providers.thumbnails import Thumbnails
from reelshelf.upstreams.guard import Guard
from reelshelf.upstreams.store import Beginning, RedisStore
from reelshelf.wiring.stores import Stores, endpoints_of, open_stores

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from reelshelf.settings import Settings
    from reelshelf.upstreams.endpoints import Endpoints


@dataclass(frozen=True, slots=True)
class WebParts:
    """What the API needs."""

    stores: Stores
    signer: TokenSigner
    publisher: Publisher
    announcer: Announcer
    hub: Hub
    rounds: Rounds
    pictures: Thumbnails
    rate_limiter: RateLimiter
    oidc: Oidc | None
    limits: RedisStore
    endpoints: Endpoints


@asynccontextmanager
async def web_parts(settings: Settings) -> AsyncIterator[WebParts]:
    async with open_stores(settings, "serve") as stores:
        limits = RedisStore(stores.redis)
        endpoints = endpoints_of(settings)
        for endpoint in endpoints.all:
            # Only workers know whether a burst is due.
            limits.begin_with(endpoint, Beginning(burst=False))
        pictures = Thumbnails(settings, Guard(limits), endpoints.thumbnails)
        hub = Hub(stores.redis)
        try:
            yield WebParts(
                stores=stores,
                signer=TokenSigner(signing_key(settings)),
                publisher=Publisher(stores.redis),
                announcer=Announcer(stores.redis),
                hub=hub,
                rounds=Rounds(hub, stores.database),
                pictures=pictures,
                rate_limiter=RateLimiter(stores.redis),
                oidc=_oidc(settings),
                limits=limits,
                endpoints=endpoints,
            )
        finally:
            await pictures.close()


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
