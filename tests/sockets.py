"""The progress socket as a page of this server opens it."""

from __future__ import annotations

from typing import Any

from websockets.asyncio.client import connect
from websockets.typing import Origin


def address_of(base_url: str) -> str:
    return base_url.replace("http", "ws", 1) + "/api/ws/progress"


def progress_socket(base_url: str, **options: Any) -> connect:
    """`options` are those of `connect`."""
    return connect(address_of(base_url), origin=Origin(base_url), **options)
