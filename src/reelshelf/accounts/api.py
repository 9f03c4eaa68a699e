"""Signing in and out, and one's own account."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from reelshelf.accounts import sessions, users
from reelshelf.accounts.access import Me, Person, SessionNeeded, SignerOf
from reelshelf.accounts.cookies import clear_cookies, refresh_token_of, set_cookies
from reelshelf.accounts.limits import (
    REFRESH_FROM_ADDRESS,
    SIGN_IN_OF_ACCOUNT,
    LimiterOf,
    from_address,
    knock,
    take,
)
from reelshelf.accounts.secrets import hash_password, is_outdated, password_matches
from reelshelf.accounts.sessions import OpenSession
from reelshelf.accounts.tokens import ACCESS_LIFE, TokenSigner
from reelshelf.accounts.users import PasswordTooShort
from reelshelf.accounts.wire import (
    AccessGrant,
    Account,
    Credentials,
    LinkToken,
    OidcMethod,
    PasswordChange,
    SignInMethods,
)
from reelshelf.errors import Forbidden, NotSignedIn, TooManyRequests
from reelshelf.kit.origin import is_own_page
from reelshelf.kit.web import DatabaseOf, problems

router = APIRouter(prefix="/api", tags=["account"], responses=problems(NotSignedIn))


class WrongCredentials(NotSignedIn):
    code = "wrong_credentials"
    title = "E-mail address or password is wrong"


class LinkUsed(NotSignedIn):
    code = "sign_in_link_used"
    title = "This sign-in link was used already or is too old. “reelshelf user sign-in-link” makes a new one."


class WrongPassword(Forbidden):
    code = "wrong_password"
    title = "The current password is not this one"


class ForeignPage(Forbidden):
    code = "foreign_page"
    title = "Another page may not sign in or out here"


async def from_own_page(request: Request) -> None:
    """Doors open to programs and to our own page; a foreign page cannot use the cookie it does not see."""
    if not is_own_page(request.headers):
        raise ForeignPage


doors = APIRouter(
    prefix="/auth", dependencies=[Depends(from_own_page)], responses=problems(ForeignPage, TooManyRequests)
)


@doors.get("/methods")
async def get_sign_in_methods(request: Request) -> SignInMethods:
    """The ways in; for a page that nobody is signed in to yet."""
    oidc = request.app.state.oidc
    return SignInMethods(oidc=OidcMethod(name=oidc.name) if oidc else None)


@doors.post("/login", responses=problems(WrongCredentials))
async def login(
    body: Credentials,
    request: Request,
    response: Response,
    database: DatabaseOf,
    signer: SignerOf,
    limiter: LimiterOf,
) -> AccessGrant:
    """Sign in with a password. A wrong address and a wrong password take and tell the same."""
    bucket = await knock(limiter, request, body.email)
    async with database.read() as connection:
        user = await users.find(connection, body.email)
    stored = user.password_hash if user else None
    if not await password_matches(body.password, stored) or user is None or stored is None:
        raise WrongCredentials
    await limiter.forget(bucket)
    fresh = await hash_password(body.password) if is_outdated(stored) else None
    async with database.begin() as connection:
        if fresh is not None:
            await users.renew_hash(connection, user.id, stored, fresh)
        opened = await sessions.open_session(connection, user.id, request.headers.get("user-agent"))
    return grant(request, response, signer, opened)


@doors.post("/link", responses=problems(LinkUsed))
async def sign_in_by_link(
    body: LinkToken,
    request: Request,
    response: Response,
    database: DatabaseOf,
    signer: SignerOf,
    limiter: LimiterOf,
) -> AccessGrant:
    """Use a one-time sign-in link."""
    await knock(limiter, request)
    async with database.begin() as connection:
        user_id = await users.use_sign_in_link(connection, body.token)
        if user_id is None:
            raise LinkUsed
        opened = await sessions.open_session(connection, user_id, request.headers.get("user-agent"))
    return grant(request, response, signer, opened)


@doors.post("/refresh", dependencies=[Depends(from_address("refresh", REFRESH_FROM_ADDRESS))])
async def refresh(
    request: Request, response: Response, database: DatabaseOf, signer: SignerOf
) -> AccessGrant:
    """A fresh access token for the refresh cookie, which is replaced."""
    opened = None
    if token := refresh_token_of(request):
        async with database.begin() as connection:
            opened = await sessions.rotate(connection, token)
    if opened is None:
        raise NotSignedIn
    return grant(request, response, signer, opened)


@doors.post("/logout", status_code=204, dependencies=[Depends(from_address("refresh", REFRESH_FROM_ADDRESS))])
async def logout(request: Request, response: Response, database: DatabaseOf) -> None:
    """End the session of the refresh cookie; its sockets close."""
    if token := refresh_token_of(request):
        async with database.begin() as connection:
            await sessions.close(connection, token)
    clear_cookies(request, response)


def grant(request: Request, response: Response, signer: TokenSigner, opened: OpenSession) -> AccessGrant:
    set_cookies(request, response, signer, opened)
    response.headers["Cache-Control"] = "no-store"
    return AccessGrant(
        access_token=signer.sign(opened.user_id, opened.session_id, "api", ACCESS_LIFE),
        expires_in=int(ACCESS_LIFE.total_seconds()),
    )


@router.get("/me")
async def me(identity: Me, database: DatabaseOf) -> Account:
    """One's own account."""
    async with database.read() as connection:
        user = await users.get(connection, identity.user_id)
    if user is None:
        raise NotSignedIn
    return Account.model_validate(user, from_attributes=True)


@router.post(
    "/me/password", status_code=204, responses=problems(WrongPassword, SessionNeeded, PasswordTooShort)
)
async def change_password(
    body: PasswordChange, person: Person, database: DatabaseOf, limiter: LimiterOf
) -> None:
    """Choose a new password. All other sessions of the account end, and their sockets close."""
    hashed = await hash_password(users.checked_password(body.new_password))
    async with database.read() as connection:
        stored = await users.password_hash(connection, person.user_id)
    if stored is not None:
        bucket = f"password:{person.user_id}"
        await take(limiter, bucket, SIGN_IN_OF_ACCOUNT)
        if not await password_matches(body.current_password or "", stored):
            raise WrongPassword
        await limiter.forget(bucket)
    async with database.begin() as connection:
        await users.set_password(connection, person.user_id, hashed, but=person.session_id)


router.include_router(doors)
