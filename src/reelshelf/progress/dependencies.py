"""What routes of other features ask of progress."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from fastapi.requests import HTTPConnection

from reelshelf.progress.publisher import Publisher


async def _publisher(connection: HTTPConnection) -> Publisher:
    publisher: Publisher = connection.app.state.publisher
    return publisher


PublisherOf = Annotated[Publisher, Depends(_publisher)]
