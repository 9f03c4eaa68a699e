"""Accounts and their doors as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from reelshelf.accounts.tokens import Scope
from reelshelf.accounts.users import MIN_PASSWORD_LENGTH
from reelshelf.kit.web import NO_NULL, NO_NULL_PATTERN, Text, number

Email = Annotated[Text, Field(max_length=320)]
Password = Annotated[
    str,
    # Told, not checked here: too short a one has a code of its own.
    Field(max_length=1000, json_schema_extra={"minLength": MIN_PASSWORD_LENGTH, "format": "password"}),
]
MAX_TOKEN_DAYS = 3650


class Credentials(BaseModel):
    email: Email
    password: str = Field(max_length=1000)


class LinkToken(BaseModel):
    token: str = Field(max_length=200)


class AccessGrant(BaseModel):
    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - RFC 6750's word
    expires_in: int = Field(description="Seconds")


class OidcMethod(BaseModel):
    name: str = Field(description="What to call the provider on a button")


class SignInMethods(BaseModel):
    password: Literal[True] = True
    oidc: OidcMethod | None = Field(description="Sign in with `GET /api/auth/oidc/start`, if not null")


class AccountView(BaseModel):
    id: UUID
    email: str
    is_owner: bool = Field(description="May make and remove accounts")
    created_at: datetime


class Account(AccountView):
    has_password: bool


class PasswordChange(BaseModel):
    current_password: str | None = Field(
        None, max_length=1000, description="May be left out only by an account that has none yet"
    )
    new_password: Password


class SessionView(BaseModel):
    """One sign-in on one device."""

    id: UUID
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    user_agent: str | None
    current: bool = Field(description="The one that asks")


class NewToken(BaseModel):
    name: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), NO_NULL, NO_NULL_PATTERN
    ]
    scopes: list[Scope] = Field(min_length=1, max_length=2, description="`write` includes `read`")
    expires_in_days: Annotated[int, Field(ge=1, le=MAX_TOKEN_DAYS), BeforeValidator(number)] | None = Field(
        None, description="Left out: for good"
    )


class TokenView(BaseModel):
    id: UUID
    name: str
    scopes: list[Scope]
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


class CreatedToken(TokenView):
    token: str = Field(description="Shown this once; only its hash is kept")


class NewUser(BaseModel):
    email: Email
    password: Password | None = Field(None, description="Left out: the answer has a link to sign in, once")


class CreatedUser(AccountView):
    sign_in_link: str | None = Field(
        description="Good once, within a day; for whoever it is for, and nobody else"
    )
