"""uvicorn's two protocols with the limits that they lack: for heads of requests, and for what a socket may send.

Without them a single connection of anybody's could fill the memory and keep the event loop busy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

if TYPE_CHECKING:
    from asyncio import TimerHandle, Transport

HEAD_BYTES = 65_536
"""Of a request's line and headers together, and of whatever else comes to nothing: trailers, chunk extensions."""
SOCKET_BURST_BYTES = 65_536
SOCKET_BYTES_PER_SECOND = 4_096.0
"""A page says half a kilobyte every quarter of an hour, and answers pings."""
TOO_MUCH = 1008
_REFUSAL = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"connection: close\r\ncontent-length: 0\r\nx-content-type-options: nosniff\r\n\r\n"
)


class HttpProtocol(HttpToolsProtocol):
    """HTTP: the head of a request has 64 KB and thirty seconds."""

    head_seconds = 30.0
    """A connection without a whole head by then is held for the sake of holding it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unheard_bytes = 0
        self._deadline: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override] # as uvicorn has it
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_there()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._unheard_bytes += len(data)
        super().data_received(data)
        if self._unheard_bytes > HEAD_BYTES and not self.transport.is_closing():
            self.transport.write(_REFUSAL)
            self.transport.close()

    def on_message_begin(self) -> None:
        self._expect_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head_is_there()
        self._unheard_bytes = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._unheard_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._unheard_bytes = 0
        super().on_message_complete()

    def _expect_head(self) -> None:
        self._head_is_there()
        self._deadline = self.loop.call_later(self.head_seconds, self.transport.close)

    def _head_is_there(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class SocketProtocol(WebSocketsSansIOProtocol):
    """WebSocket: so many bytes a second, whatever they are.

    Pongs that nobody reads cannot pile up either: they answer no more than that, and uvicorn hangs up on whoever
    does not answer its own pings.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._allowance = float(SOCKET_BURST_BYTES)
        self._counted_at = self.loop.time()

    def data_received(self, data: bytes) -> None:
        now = self.loop.time()
        earned = (now - self._counted_at) * SOCKET_BYTES_PER_SECOND
        self._allowance = min(self._allowance + earned, SOCKET_BURST_BYTES) - len(data)
        self._counted_at = now
        if self._allowance >= 0 or not self.handshake_complete or self.close_sent:
            super().data_received(data)
        elif not self.transport.is_closing():
            self.conn.fail(TOO_MUCH, "too much")
            self.handle_parser_exception()
