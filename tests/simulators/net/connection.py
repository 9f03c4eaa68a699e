"""One client connection: reads requests, writes replies, keeps alive."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

import httptools

from simulators.net.messages import Ending, Incoming, Reply, Request

if TYPE_CHECKING:
    from collections.abc import MutableSet

Site = Callable[[Request], Reply]
"""Answers one request. Must not block."""

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, without pipelining (no client of ours sends a second request early)."""

    def __init__(self, site: Site, open_connections: MutableSet[Connection]) -> None:
        self.site = site
        self.open_connections = open_connections
        self.transport: asyncio.Transport | None = None
        self.timer: asyncio.TimerHandle | None = None
        self._early: bytes | None = b""
        """Of a tunnel: what came along with the client's last handshake message, before we had the transport."""
        self._renew()

    def _renew(self) -> None:
        self.parser = httptools.HttpRequestParser(self)
        self.incoming = Incoming()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.open_connections.add(self)
        early, self._early = self._early, None
        if early:
            self.data_received(early)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the reason does not matter
        self.open_connections.discard(self)
        self.transport = None
        if self.timer:
            self.timer.cancel()

    def data_received(self, data: bytes) -> None:
        if self._early is not None:
            self._early += data
            return
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            pass  # CONNECT has already been answered
        except httptools.HttpParserError:
            self.close()

    def close(self) -> None:
        if self.transport:
            self.transport.close()

    def abort(self) -> None:
        if self.transport:
            self.transport.abort()

    # Called by the parser.

    def on_message_begin(self) -> None:
        self.incoming = Incoming()

    def on_url(self, url: bytes) -> None:
        self.incoming.target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        key = name.decode("latin-1").lower()
        self.incoming.headers[key] = value.decode("latin-1")
        if key == "expect" and self.transport:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, body: bytes) -> None:
        self.incoming.body += body

    def on_message_complete(self) -> None:
        incoming, method = self.incoming, self.parser.get_method().decode("latin-1")
        keep_alive = self.parser.should_keep_alive()
        self.received(method, incoming, keep_alive=keep_alive)

    def received(self, method: str, incoming: Incoming, *, keep_alive: bool) -> None:
        host = incoming.headers.get("host", "").partition(":")[0].lower()
        target = incoming.target.decode("latin-1")
        request = Request(method, host, target, incoming.headers, bytes(incoming.body))
        self.answer(request, self.site(request), keep_alive=keep_alive)

    # The way back.

    def answer(self, request: Request, reply: Reply, *, keep_alive: bool) -> None:
        if reply.delay_seconds > 0:
            loop = asyncio.get_running_loop()
            self.timer = loop.call_later(reply.delay_seconds, self._send, request, reply, keep_alive)
        else:
            self._send(request, reply, keep_alive)

    def _send(self, request: Request, reply: Reply, keep_alive: bool) -> None:  # noqa: FBT001 - call_later has no keywords
        if self.transport is None or reply.ending is Ending.HANG:
            return
        if reply.ending is Ending.RESET:
            self.reset()
            return
        self.transport.write(reply.encode(with_body=request.method != "HEAD", keep_alive=keep_alive))
        if not keep_alive:
            self.transport.close()

    def reset(self) -> None:
        """Tear the connection down so that the other side sees ECONNRESET."""
        if self.transport is None or self.transport.is_closing():
            return
        raw = self.transport.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self.transport.abort()
