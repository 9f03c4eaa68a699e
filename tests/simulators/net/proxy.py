"""The forward proxy: CONNECT tunnels that end here with our own TLS, and plain absolute-form requests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from simulators.net.connection import Connection, Site
from simulators.net.messages import Incoming, Reply, Request

if TYPE_CHECKING:
    import ssl
    from collections.abc import MutableSet

_ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"

Gate = Callable[[Request], Reply | None]
"""Asked once per CONNECT: None opens the tunnel, a reply refuses it."""


class ProxyConnection(Connection):
    def __init__(
        self,
        site: Site,
        gate: Gate,
        context_for: Callable[[str], ssl.SSLContext],
        open_connections: MutableSet[Connection],
    ) -> None:
        super().__init__(site, open_connections)
        self.gate = gate
        self.context_for = context_for
        self.upgrade: asyncio.Task[None] | None = None

    def received(self, method: str, incoming: Incoming, *, keep_alive: bool) -> None:
        target = incoming.target.decode("latin-1")
        if method == "CONNECT":
            self._connect(target, incoming)
            return
        parts = urlsplit(target)
        if parts.scheme != "http" or not parts.hostname:
            request = Request(method, "", target, incoming.headers)
            self.answer(request, Reply(b"this is a proxy\n", 400, "text/plain"), keep_alive=False)
            return
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        request = Request(method, parts.hostname.lower(), path, incoming.headers, bytes(incoming.body))
        self.answer(request, self.site(request), keep_alive=keep_alive)

    def _connect(self, target: str, incoming: Incoming) -> None:
        host = target.rpartition(":")[0].strip("[]").lower()
        request = Request("CONNECT", host, target, incoming.headers)
        refusal = self.gate(request)
        if refusal is not None or self.transport is None:
            self.answer(request, refusal or Reply(status=502), keep_alive=False)
            return
        self.transport.pause_reading()
        self.transport.write(_ESTABLISHED)
        self.upgrade = asyncio.get_running_loop().create_task(self._start_tls(host))

    async def _start_tls(self, host: str) -> None:
        """Hand the socket over to a connection that speaks TLS, in the name of `host`."""
        if self.transport is None:
            return
        inner = Connection(self._in_tunnel(host), self.open_connections)
        loop = asyncio.get_running_loop()
        try:
            transport = await loop.start_tls(
                self.transport, inner, self.context_for(host), server_side=True, ssl_handshake_timeout=30
            )
        except (OSError, TimeoutError):  # the client broke the handshake off (ssl.SSLError is an OSError)
            self.close()
            return
        if transport is not None:
            inner.connection_made(cast("asyncio.BaseTransport", transport))

    def _in_tunnel(self, host: str) -> Site:
        """The tunnel's host counts, whatever the Host header says."""

        def site(request: Request) -> Reply:
            request.host = host
            return self.site(request)

        return site
