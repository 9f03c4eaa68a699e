"""Signing in and out."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Cookie, Request, Response
from pydantic import BaseModel, Field

from reelshelf.accounts import sessions, users
from reelshelf.accounts.access import IMAGES_COOKIE, REFRESH_COOKIE, Me, SignerOf
from reelshelf.accounts.secrets import password_matches
from reelshelf.accounts.sessions import OpenSession
from reelshelf.accounts.tokens import ACCESS_LIFE, IMAGES_LIFE, TokenSigner
from reelshelf.errors import NotSignedIn
from reelshelf.kit.web import DatabaseOf, problems

router = APIRouter(prefix="/api", tags=["account"], responses=problems(NotSignedIn))


class Credentials(BaseModel):
    email: str = Field(max_length=320)
    password: str = Field(max_length=1000)


class LinkToken(BaseModel):
    token: str = Field(max_length=200)


class AccessGrant(BaseModel):
    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - RFC 6750's word
    expires_in: int = Field(description="Seconds")


class Account(BaseModel):
    id: UUID
    email: str
    created_at: datetime


class WrongCredentials(NotSignedIn):
    code = "wrong_credentials"
    title = "E-mail address or password is wrong"


class LinkUsed(NotSignedIn):
    code = "sign_in_link_used"
    title = "This sign-in link was used already or is too old. “reelshelf user sign-in-link” makes a new one."


@router.post("/auth/login")
async def login(
    body: Credentials, request: Request, response: Response, database: DatabaseOf, signer: SignerOf
) -> AccessGrant:
    async with database.read() as connection:
        user = await users.find(connection, body.email)
    stored = user.password_hash if user else None
    if not await asyncio.to_thread(password_matches, body.password, stored) or user is None:
        raise WrongCredentials
    async with database.begin() as connection:
        opened = await sessions.open_session(connection, user.id, request.headers.get("user-agent"))
    return _grant(request, response, signer, opened)


@router.post("/auth/link")
async def sign_in_by_link(
    body: LinkToken, request: Request, response: Response, database: DatabaseOf, signer: SignerOf
) -> AccessGrant:
    """Use a one-time sign-in link."""
    async with database.begin() as connection:
        user_id = await users.use_sign_in_link(connection, body.token)
        if user_id is None:
            raise LinkUsed
        opened = await sessions.open_session(connection, user_id, request.headers.get("user-agent"))
    return _grant(request, response, signer, opened)


RefreshCookie = Annotated[str | None, Cookie(alias=REFRESH_COOKIE, include_in_schema=False)]


@router.post("/auth/refresh")
async def refresh(
    request: Request,
    response: Response,
    database: DatabaseOf,
    signer: SignerOf,
    token: RefreshCookie = None,
) -> AccessGrant:
    """A fresh access token for the refresh cookie, which is replaced."""
    opened = None
    if token:
        async with database.begin() as connection:
            opened = await sessions.rotate(connection, token)
    if opened is None:
        raise NotSignedIn
    return _grant(request, response, signer, opened)


@router.post("/auth/logout", status_code=204)
async def logout(response: Response, database: DatabaseOf, token: RefreshCookie = None) -> None:
    if token:
        async with database.begin() as connection:
            await sessions.close(connection, token)
    response.delete_cookie(REFRESH_COOKIE, path="/api/auth")
    response.delete_cookie(IMAGES_COOKIE, path="/api/videos")


@router.get("/me")
async def me(identity: Me, database: DatabaseOf) -> Account:
    async with database.read() as connection:
        user = await users.get(connection, identity.user_id)
    if user is None:
        raise NotSignedIn
    return Account(id=user.id, email=user.email, created_at=user.created_at)


def _grant(request: Request, response: Response, signer: TokenSigner, opened: OpenSession) -> AccessGrant:
    secure = request.url.scheme == "https"
    response.set_cookie(
        REFRESH_COOKIE,
        opened.refresh_token,
        path="/api/auth",
        httponly=True,
        secure=secure,
        samesite="strict",
        max_age=int(sessions.SESSION_LIFE.total_seconds()),
    )
    response.set_cookie(
        IMAGES_COOKIE,
        signer.sign(opened.user_id, opened.session_id, "images", IMAGES_LIFE),
        path="/api/videos",
        httponly=True,
        secure=secure,
        samesite="strict",
        max_age=int(IMAGES_LIFE.total_seconds()),
    )
    return AccessGrant(
        access_token=signer.sign(opened.user_id, opened.session_id, "api", ACCESS_LIFE),
        expires_in=int(ACCESS_LIFE.total_seconds()),
    )
