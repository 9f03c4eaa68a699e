"""What every answer says to the browser: what a page may load, who may frame it, and that it stays encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; media-src 'self' blob:; worker-src 'self'; "
    # The one foreign thing a page shows, and only after the person said so.
    "frame-src https://www.youtube-nocookie.com; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
DOCS_POLICY = f"{_CLOSED}; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'"
API_POLICY = f"{_CLOSED}; sandbox"
HSTS = "max-age=31536000"
"""A year, for this host alone: what else there is under its name is not ours to decide."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # YouTube's player wants to know which site embeds it.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
API = "/api/"
DOCS = "/api/docs"


class SecurityHeaders:
    """ASGI middleware around everything, the answers to crashes included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), scope["path"], scope["scheme"])
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _add(headers: MutableHeaders, path: str, scheme: str) -> None:
    headers.update(HEADERS)
    headers["Content-Security-Policy"] = _policy(path)
    if path.startswith(API):
        # Answers hold what is private and, at the doors, secrets; a route that wants a cache says so.
        headers.setdefault("Cache-Control", "no-store")
    if scheme == "https":
        headers["Strict-Transport-Security"] = HSTS


def _policy(path: str) -> str:
    if path == DOCS:
        return DOCS_POLICY
    return API_POLICY if path.startswith(API) else PAGE_POLICY
