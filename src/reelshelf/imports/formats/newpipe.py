"""NewPipe: the JSON of exported subscriptions. The database of a full export is in `newpipe_db`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reelshelf.imports.formats.gathering import Gathering
from reelshelf.imports.formats.json_files import LineFinder

if TYPE_CHECKING:
    from reelshelf.imports.entries import ParsedInput
    from reelshelf.imports.formats.records import Json


def is_newpipe(value: Json) -> bool:
    return "app_version" in value and isinstance(value.get("subscriptions"), list)


def parse_newpipe(value: Json, text: str, *, source: str | None = None) -> ParsedInput:
    """Channels; subscriptions to other services than YouTube become invalid entries."""
    gathering = Gathering("newpipe", source=source)
    finder = LineFinder(text)
    subscriptions = value.get("subscriptions")
    for channel in subscriptions if isinstance(subscriptions, list) else ():
        address = channel.get("url") if isinstance(channel, dict) else None
        if isinstance(address, str):
            gathering.add_cell(finder.line_of(address), address)
    return gathering.parsed
