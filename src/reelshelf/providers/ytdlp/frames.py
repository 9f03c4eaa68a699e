"""What parent and child say to each other: a length of four bytes, then that many bytes of JSON."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    import socket

Frame = dict[str, Any]
"""One frame: a JSON object. Each call has an `id`; frames with the same `id` belong together."""

HEAD = struct.Struct("!I")
LARGEST_FRAME_BYTES = 64 * 1024 * 1024


class FrameTooLargeError(Exception):
    """The other side announced more than any real frame has."""


def encode(frame: Frame) -> bytes:
    body = orjson.dumps(frame)
    return HEAD.pack(len(body)) + body


def length(head: bytes) -> int:
    """The number of bytes that follow. Raises FrameTooLargeError."""
    (size,) = HEAD.unpack(head)
    if size > LARGEST_FRAME_BYTES:
        raise FrameTooLargeError(size)
    return int(size)


def read(connection: socket.socket) -> Frame | None:
    """The next frame, or None when the other side is gone. Blocks."""
    head = _read_exactly(connection, HEAD.size)
    body = _read_exactly(connection, length(head)) if head else None
    return orjson.loads(body) if body else None


def _read_exactly(connection: socket.socket, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(size - len(parts))
        if not part:
            return None
        parts += part
    return bytes(parts)
