"""How often the doors may be tried, and how much one account may ask for."""

from __future__ import annotations

import hashlib
import ipaddress
import math
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends
from fastapi.requests import HTTPConnection

from reelshelf.accounts.users import folded
from reelshelf.errors import TooManyRequests
from reelshelf.kit.rate_limit import Rate, RateLimiter

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from reelshelf.accounts.tokens import Identity

SIGN_IN_OF_ACCOUNT = Rate(burst=10, interval_seconds=60)
"""Guesses at one password: some 1,450 a day from all the world together."""
SIGN_IN_FROM_ADDRESS = Rate(burst=60, interval_seconds=10)
"""A household, an office, a family of scripts behind one address."""
REFRESH_FROM_ADDRESS = Rate(burst=600, interval_seconds=0.5)
EVERYTHING = Rate(burst=15_000, interval_seconds=0.01)
"""Requests of one account, but for pictures: ten thousand links one by one are no reason to wait."""
IMPORTS = Rate(burst=300, interval_seconds=1)
"""Texts and files to read, each of up to 50,000 links; one more for every megabyte."""
SEARCHES = Rate(burst=150, interval_seconds=0.1)
"""A fast typist asks ten times a second, and pauses."""


async def limiter_of(connection: HTTPConnection) -> RateLimiter:
    limiter: RateLimiter = connection.app.state.rate_limiter
    return limiter


LimiterOf = Annotated[RateLimiter, Depends(limiter_of)]


async def take(limiter: RateLimiter, bucket: str, rate: Rate, tokens: int = 1) -> None:
    """Raises TooManyRequests, which says when to come back."""
    wait = await limiter.take(bucket, rate, tokens)
    if wait > 0:
        raise TooManyRequests(retry_after_seconds=math.ceil(wait))


async def take_for_account(limiter: RateLimiter, identity: Identity) -> None:
    await take(limiter, f"all:{identity.user_id}", EVERYTHING)


async def knock(limiter: RateLimiter, connection: HTTPConnection, email: str | None = None) -> str:
    """One attempt to sign in from this address and, if it names one, at this account, whether there is such
    an account or not. The account's bucket, to be forgotten if the attempt succeeds. Raises TooManyRequests.
    """
    await take(limiter, f"door:{network_of(connection)}", SIGN_IN_FROM_ADDRESS)
    account = f"account:{hashlib.sha256(folded(email or '').encode(errors='replace')).hexdigest()}"
    if email is not None:
        await take(limiter, account, SIGN_IN_OF_ACCOUNT)
    return account


def from_address(name: str, rate: Rate) -> Callable[..., Awaitable[None]]:
    """A dependency of routes that anybody may call."""

    async def check(connection: HTTPConnection, limiter: LimiterOf) -> None:
        await take(limiter, f"{name}:{network_of(connection)}", rate)

    return check


def network_of(connection: HTTPConnection) -> str:
    """The address that asks; of IPv6 the network, which is what one customer gets."""
    host = connection.client.host if connection.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "local"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
