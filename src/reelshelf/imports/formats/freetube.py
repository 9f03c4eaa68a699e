"""FreeTube: `playlists.db`, `history.db` and `profiles.db` (one object a line), and the same as a JSON list.

The .db files are logs: a later line with the same `_id` replaces an earlier one, `$$deleted` takes it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reelshelf.imports.formats.gathering import Gathering
from reelshelf.imports.formats.json_files import Line, LineFinder
from reelshelf.imports.formats.records import Json, read_record

if TYPE_CHECKING:
    from reelshelf.imports.entries import ParsedInput

_MARKS = ("playlistName", "bgColor", "watchProgress", "timeWatched", "$$indexCreated")


def is_freetube(values: list[object]) -> bool:
    """Whether any of the first records has a key only FreeTube writes."""
    return any(isinstance(value, dict) and any(mark in value for mark in _MARKS) for value in values[:20])


def parse_freetube(lines: list[Line], text: str, *, source: str | None = None) -> ParsedInput:
    """Videos of playlists and history, channels of profiles. `text` is the whole file."""
    gathering = Gathering("freetube", source=source)
    finder = LineFinder(text)
    for line in _latest(lines):
        if isinstance(line.value, dict):
            _add(gathering, line, line.value, finder)
    return gathering.parsed


def _latest(lines: list[Line]) -> list[Line]:
    kept: dict[object, Line] = {}
    for line in lines:
        value = line.value if isinstance(line.value, dict) else {}
        identity = str(value["_id"]) if "_id" in value else line.number
        kept.pop(identity, None)
        if "$$deleted" not in value:
            kept[identity] = line
    return sorted(kept.values(), key=lambda line: line.number)


def _add(gathering: Gathering, line: Line, record: Json, finder: LineFinder) -> None:
    if "videoId" in record:
        _add_video(gathering, line.number or finder.line_of(str(record["videoId"])), record)
    for key in ("videos", "subscriptions"):
        members = record.get(key)
        for member in members if isinstance(members, list) else ():
            if isinstance(member, dict):
                text = str(member.get("videoId") or member.get("id") or "")
                _add_video(gathering, line.number or finder.line_of(text), member)


def _add_video(gathering: Gathering, line: int, record: Json) -> None:
    wish = read_record(record)
    if wish:
        gathering.add_targets(line, wish.text, wish.targets, wish.title, wish.details)
