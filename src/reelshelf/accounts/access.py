"""Who is asking: the one place where a request becomes an account."""

from __future__ import annotations

from typing import Annotated

from fastapi import Cookie, Depends
from fastapi.requests import HTTPConnection
from fastapi.security import HTTPBearer

from reelshelf.accounts import users
from reelshelf.accounts.tokens import Identity, TokenSigner
from reelshelf.errors import NotSignedIn
from reelshelf.kit.web import DatabaseOf

REFRESH_COOKIE = "reelshelf_refresh"
IMAGES_COOKIE = "reelshelf_images"
PERSONAL_TOKEN = "rsp_"  # noqa: S105 - a prefix, not a token

bearer = HTTPBearer(auto_error=False, description="An access JWT or a personal access token")


def signer_of(connection: HTTPConnection) -> TokenSigner:
    signer: TokenSigner = connection.app.state.signer
    return signer


SignerOf = Annotated[TokenSigner, Depends(signer_of)]


async def identity(
    connection: HTTPConnection,
    signer: SignerOf,
    database: DatabaseOf,
    _documented: Annotated[object, Depends(bearer)],
) -> Identity:
    """The account behind `Authorization: Bearer …`. Raises NotSignedIn."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn
    if not token.startswith(PERSONAL_TOKEN):
        return signer.read(token, "api")
    async with database.read() as reading:
        user_id = await users.user_of_access_token(reading, token)
    if user_id is None:
        raise NotSignedIn
    return Identity(user_id, None, None)


async def image_identity(
    connection: HTTPConnection,
    signer: SignerOf,
    database: DatabaseOf,
    images: Annotated[str | None, Cookie(alias=IMAGES_COOKIE, include_in_schema=False)] = None,
) -> Identity:
    """The same for an `<img>`, which can send a cookie but no header; good for reading pictures only."""
    if images and "authorization" not in connection.headers:
        return signer.read(images, "images")
    return await identity(connection, signer, database, None)


Me = Annotated[Identity, Depends(identity)]
Viewer = Annotated[Identity, Depends(image_identity)]
