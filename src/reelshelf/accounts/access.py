"""Who is asking: the one place where a request becomes an account."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends
from fastapi.requests import HTTPConnection
from fastapi.security import HTTPBearer

from reelshelf.accounts import personal_tokens, sessions, users
from reelshelf.accounts.cookies import images_token_of
from reelshelf.accounts.limits import LimiterOf, take, take_for_account
from reelshelf.accounts.tokens import Identity, TokenSigner
from reelshelf.errors import Forbidden, NotSignedIn
from reelshelf.kit.db import Database
from reelshelf.kit.rate_limit import Rate
from reelshelf.kit.web import DatabaseOf

PERSONAL_TOKEN = "rsp_"  # noqa: S105 - a prefix, not a token
READING = frozenset({"GET", "HEAD"})

bearer = HTTPBearer(
    auto_error=False, description="An access token of 15 minutes, or a personal access token (`rsp_…`)"
)


class ScopeNeeded(Forbidden):
    code = "scope_needed"
    title = "This token may read, but not change anything"


class SessionNeeded(Forbidden):
    code = "session_needed"
    title = "This needs somebody who is signed in; a personal access token is not enough"


class OwnerNeeded(Forbidden):
    code = "owner_needed"
    title = "Only the owner of this shelf may do this"


async def signer_of(connection: HTTPConnection) -> TokenSigner:
    signer: TokenSigner = connection.app.state.signer
    return signer


SignerOf = Annotated[TokenSigner, Depends(signer_of)]


async def identity(
    connection: HTTPConnection,
    signer: SignerOf,
    database: DatabaseOf,
    limiter: LimiterOf,
    _documented: Annotated[object, Depends(bearer)],
) -> Identity:
    """The account behind `Authorization: Bearer …`. Raises NotSignedIn, ScopeNeeded, TooManyRequests."""
    found = await _by_header(connection, signer, database)
    await take_for_account(limiter, found)
    return found


async def image_identity(
    connection: HTTPConnection,
    signer: SignerOf,
    database: DatabaseOf,
    _documented: Annotated[object, Depends(bearer)],
) -> Identity:
    """The same for an `<img>`, which can send a cookie but no header; good for reading pictures only."""
    images = images_token_of(connection)
    if not images or "authorization" in connection.headers:
        return await _by_header(connection, signer, database)
    claimed = signer.read(images, "images")
    async with database.read() as reading:
        return await sessions.identify(reading, claimed)


async def _by_header(connection: HTTPConnection, signer: TokenSigner, database: Database) -> Identity:
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn
    if not token.startswith(PERSONAL_TOKEN):
        claimed = signer.read(token, "api")
        async with database.read() as reading:
            return await sessions.identify(reading, claimed)
    async with database.read() as reading:
        found = await personal_tokens.identify(reading, token)
    if connection.scope["method"] not in READING and "write" not in found.scopes:
        raise ScopeNeeded
    return found


Me = Annotated[Identity, Depends(identity)]
Viewer = Annotated[Identity, Depends(image_identity)]


def per_account(name: str, rate: Rate) -> Callable[..., Awaitable[None]]:
    """A dependency of routes that cost more than others: their own bucket for each account."""

    async def check(me: Me, limiter: LimiterOf) -> None:
        await take(limiter, f"{name}:{me.user_id}", rate)

    return check


async def signed_in_person(me: Me) -> Identity:
    """Somebody by a session: what a lost script must not be able to do. Raises SessionNeeded."""
    if me.session_id is None:
        raise SessionNeeded
    return me


Person = Annotated[Identity, Depends(signed_in_person)]


async def owner(person: Person, database: DatabaseOf) -> Identity:
    """Raises OwnerNeeded."""
    async with database.read() as connection:
        user = await users.get(connection, person.user_id)
    if user is None or not user.is_owner:
        raise OwnerNeeded
    return person


Owner = Annotated[Identity, Depends(owner)]
