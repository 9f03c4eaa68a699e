"""Invidious: the JSON of “Export data”: subscriptions, watch history and playlists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reelshelf.imports.formats.gathering import Gathering
from reelshelf.imports.formats.json_files import LineFinder

if TYPE_CHECKING:
    from reelshelf.imports.entries import ParsedInput
    from reelshelf.imports.formats.records import Json


def is_invidious(value: Json) -> bool:
    named = sum(isinstance(value.get(key), list) for key in ("subscriptions", "watch_history", "playlists"))
    return named > 1 or ("preferences" in value and named > 0)


def parse_invidious(value: Json, text: str, *, source: str | None = None) -> ParsedInput:
    """In the order of the file; ids and links both occur."""
    gathering = Gathering("invidious", source=source)
    finder = LineFinder(text)
    for key, part in value.items():
        if key in {"subscriptions", "watch_history"}:
            _add_ids(gathering, finder, part)
        elif key == "playlists":
            for playlist in part if isinstance(part, list) else ():
                _add_ids(gathering, finder, playlist.get("videos") if isinstance(playlist, dict) else None)
    return gathering.parsed


def _add_ids(gathering: Gathering, finder: LineFinder, ids: object) -> None:
    for text in ids if isinstance(ids, list) else ():
        if isinstance(text, str):
            gathering.add_cell(finder.line_of(text), text)
