"""The two cookies of a signed-in browser: each goes to one folder of the API and to no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reelshelf.accounts.sessions import SESSION_LIFE
from reelshelf.accounts.tokens import IMAGES_LIFE

if TYPE_CHECKING:
    from datetime import timedelta

    from starlette.requests import HTTPConnection
    from starlette.responses import Response

    from reelshelf.accounts.sessions import OpenSession
    from reelshelf.accounts.tokens import TokenSigner

REFRESH_COOKIE = "reelshelf_refresh"
IMAGES_COOKIE = "reelshelf_images"
SECURE_PREFIX = "__Secure-"
"""Browsers take such a cookie from HTTPS only, so nobody on a plain connection can put one there. `__Host-`
would send it to every path, and these are for one each.
"""
OIDC_COOKIE = "reelshelf_oidc"
"""What a browser takes along to an OpenID provider. Lax: it must still be there when the provider sends it back."""
OIDC_PATH = "/api/auth/oidc"
_PATHS = {REFRESH_COOKIE: "/api/auth", IMAGES_COOKIE: "/api/videos"}


def refresh_token_of(connection: HTTPConnection) -> str | None:
    return connection.cookies.get(_name(connection, REFRESH_COOKIE))


def images_token_of(connection: HTTPConnection) -> str | None:
    return connection.cookies.get(_name(connection, IMAGES_COOKIE))


def set_cookies(
    connection: HTTPConnection, response: Response, signer: TokenSigner, opened: OpenSession
) -> None:
    images = signer.sign(opened.user_id, opened.session_id, "images", IMAGES_LIFE)
    _set(connection, response, REFRESH_COOKIE, opened.refresh_token, SESSION_LIFE)
    _set(connection, response, IMAGES_COOKIE, images, IMAGES_LIFE)


def clear_cookies(connection: HTTPConnection, response: Response) -> None:
    for name, path in _PATHS.items():
        response.delete_cookie(
            _name(connection, name),
            path=path,
            secure=_encrypted(connection),
            httponly=True,
            samesite="strict",
        )


def errand_of(connection: HTTPConnection) -> str | None:
    return connection.cookies.get(_name(connection, OIDC_COOKIE))


def remember_errand(connection: HTTPConnection, response: Response, sealed: str, life: timedelta) -> None:
    response.set_cookie(
        _name(connection, OIDC_COOKIE),
        sealed,
        path=OIDC_PATH,
        httponly=True,
        secure=_encrypted(connection),
        samesite="lax",
        max_age=int(life.total_seconds()),
    )


def forget_errand(connection: HTTPConnection, response: Response) -> None:
    response.delete_cookie(
        _name(connection, OIDC_COOKIE),
        path=OIDC_PATH,
        secure=_encrypted(connection),
        httponly=True,
        samesite="lax",
    )


def _set(connection: HTTPConnection, response: Response, name: str, value: str, life: timedelta) -> None:
    response.set_cookie(
        _name(connection, name),
        value,
        path=_PATHS[name],
        httponly=True,
        secure=_encrypted(connection),
        samesite="strict",
        max_age=int(life.total_seconds()),
    )


def _name(connection: HTTPConnection, name: str) -> str:
    return f"{SECURE_PREFIX}{name}" if _encrypted(connection) else name


def _encrypted(connection: HTTPConnection) -> bool:
    """By what the socket says, or a proxy that is trusted."""
    return connection.scope["scheme"] in {"https", "wss"}
