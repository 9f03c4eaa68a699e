"""What a connection may send before anything of it is looked at: heads have an end, and sockets a pace."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import uvicorn
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed

from reelshelf.kit.protocols import HEAD_BYTES, SOCKET_BURST_BYTES, TOO_MUCH, HttpProtocol
from running import PATIENCE_SECONDS

if TYPE_CHECKING:
    from running import Person

HEAD = b"GET /api/health/live HTTP/1.1\r\nHost: shelf\r\n"
SMALLEST_PING_BYTES = 10
CHUNKED = b"POST /api/auth/login HTTP/1.1\r\nHost: shelf\r\nTransfer-Encoding: chunked\r\n\r\n"


async def talk(base_url: str, first: bytes, endless: bytes = b"") -> bytes:
    """What comes back to `first` and then `endless` again and again, until the other side hangs up."""
    place = urlsplit(base_url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    answer = asyncio.create_task(reader.read())
    writer.write(first)
    async with asyncio.timeout(PATIENCE_SECONDS):
        with suppress(ConnectionError):
            while endless and not answer.done():
                writer.write(endless)
                await writer.drain()
                await asyncio.sleep(0)
        (read,) = await asyncio.gather(answer, return_exceptions=True)
    writer.transport.abort()
    return read if isinstance(read, bytes) else b""


@pytest.mark.parametrize(
    ("first", "endless"),
    [
        (b"GET /", b"x" * 10_000),
        (HEAD, b"x" * 10_000),
        (HEAD + b"X: ", b"x" * 10_000),
        (HEAD, b"a: b\r\n" * 1_000),
        (CHUNKED + b"0\r\n", b"a: b\r\n" * 1_000),
        (CHUNKED + b"1;", b"x" * 10_000),
    ],
    ids=["address", "name of a header", "header", "headers", "trailers", "extension of a chunk"],
)
async def test_a_head_without_end_is_cut_off(base_url: str, first: bytes, endless: bytes) -> None:
    answer = await talk(base_url, first, endless)
    # Who goes on sending may lose the answer; never the rest of us.
    assert answer.startswith(b"HTTP/1.1 4" if answer else b"")
    assert (await talk(base_url, HEAD + b"Connection: close\r\n\r\n")).startswith(b"HTTP/1.1 200")


async def test_a_long_head_that_ends_is_read(base_url: str) -> None:
    room = HEAD_BYTES - 1_000
    whole = HEAD + b"X: " + b"x" * room + b"\r\nConnection: close\r\n\r\n"
    assert (await talk(base_url, whole)).startswith(b"HTTP/1.1 200")


class Hurried(HttpProtocol):
    head_seconds = 0.01


@pytest.mark.parametrize("said", [b"", b"GET / HT", HEAD])
async def test_a_connection_that_says_nothing_whole_is_closed(said: bytes) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(Starlette(), http=Hurried, log_config=None, lifespan="off")
        server = uvicorn.Server(config)
        running = asyncio.create_task(server._serve([listener]))  # noqa: SLF001 - `serve` would take our signals
        while not server.started:
            await asyncio.sleep(0)
            assert not running.done()
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        writer.write(said)
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert await reader.read() == b""
        writer.close()
        server.should_exit = True
        await running


async def test_a_socket_that_is_talked_at_is_closed(person: Person) -> None:
    async with person.socket() as (connection, _):
        with suppress(ConnectionClosed):
            for _ in range(2 * SOCKET_BURST_BYTES // SMALLEST_PING_BYTES):
                await connection.ping()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await connection.wait_closed()
    assert connection.close_code == TOO_MUCH
