"""Access tokens: short-lived, signed, for one audience each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import jwt

from reelshelf.errors import NotSignedIn

Audience = Literal["api", "images"]
Purpose = Literal["oidc"]
Scope = Literal["read", "write"]

EVERYTHING: frozenset[Scope] = frozenset({"read", "write"})

ACCESS_LIFE = timedelta(minutes=15)
IMAGES_LIFE = timedelta(days=1)
ALGORITHM = "HS256"
ISSUER = "reelshelf"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is asking, until when that is known, by which session (none for a personal token), and for what."""

    user_id: UUID
    session_id: UUID | None
    expires_at: datetime | None
    scopes: frozenset[Scope] = EVERYTHING


class TokenSigner:
    def __init__(self, key: bytes) -> None:
        self._key = key

    def sign(self, user_id: UUID, session_id: UUID, audience: Audience, life: timedelta) -> str:
        now = datetime.now(UTC)
        claims = {
            "iss": ISSUER,
            "aud": audience,
            "sub": str(user_id),
            "sid": str(session_id),
            "iat": now,
            "exp": now + life,
        }
        return jwt.encode(claims, self._key, algorithm=ALGORITHM)

    def read(self, token: str, audience: Audience) -> Identity:
        """Whom a token names. Raises NotSignedIn for anything not signed by us, for this, and still good."""
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[ALGORITHM],
                audience=audience,
                issuer=ISSUER,
                options={"require": ["exp", "iat", "sub", "sid", "aud", "iss"]},
            )
            return Identity(
                user_id=UUID(claims["sub"]),
                session_id=UUID(claims["sid"]),
                expires_at=datetime.fromtimestamp(claims["exp"], UTC),
            )
        except (jwt.InvalidTokenError, ValueError) as problem:
            raise NotSignedIn from problem

    def seal(self, contents: dict[str, str], purpose: Purpose, life: timedelta) -> str:
        """Something of ours that a browser keeps for a while, for one purpose."""
        claims = {**contents, "iss": ISSUER, "aud": purpose, "exp": datetime.now(UTC) + life}
        return jwt.encode(claims, self._key, algorithm=ALGORITHM)

    def unseal(self, sealed: str, purpose: Purpose) -> dict[str, Any]:
        """Raises NotSignedIn for anything not sealed by us, for this, and still good."""
        try:
            opened: dict[str, Any] = jwt.decode(
                sealed,
                self._key,
                algorithms=[ALGORITHM],
                audience=purpose,
                issuer=ISSUER,
                options={"require": ["exp", "aud", "iss"]},
            )
        except jwt.InvalidTokenError as problem:
            raise NotSignedIn from problem
        return opened
