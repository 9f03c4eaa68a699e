"""JSON of any shape: lists of links, lists of objects, nested exports, one object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from reelshelf.imports.entries import UnreadableFile
from reelshelf.imports.formats.gathering import Gathering
from reelshelf.imports.formats.records import Json, Wish, read_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reelshelf.imports.entries import ParsedInput

_MAX_DEPTH = 64
_MEMBERS = frozenset(
    {"entries", "videos", "items", "playlists", "urls", "links", "ids", "video_ids", "videoIds"}
)
# Rich descriptions of a video link to pictures, streams and other people's pages; none of it was chosen.
_BESIDE_THE_POINT = frozenset(
    {
        *(
            "thumbnail",
            "thumbnails",
            "thumbnail_url",
            "thumbnailUrl",
            "authorThumbnails",
            "image",
            "icon",
            "avatar",
        ),
        *(
            "formats",
            "requested_formats",
            "automatic_captions",
            "subtitles",
            "heatmap",
            "chapters",
            "comments",
        ),
        *(
            "description",
            "descriptionHtml",
            "tags",
            "keywords",
            "categories",
            "preferences",
            "settings",
            "details",
        ),
        *("recommendedVideos", "activityControls", "products"),
    }
)
_WATCHED = ("Watched ", "Vous avez regardé ", "Has visto ", "Hai guardato ", "Assistiu a ")
_WATCHED_AFTER = (" angesehen", " bekeken")


class Line(NamedTuple):
    """One record of a file that has one on each line."""

    number: int
    value: object


class LineFinder:
    """Where strings of a parsed file stand in its text: looked for in order, each behind the last."""

    _MOST_MISSES = 50

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._misses = 0

    def line_of(self, wanted: str) -> int:
        """The line of the next occurrence; for strings written with escapes that of the last one found."""
        if self._misses >= self._MOST_MISSES:
            return self._line
        found = self._text.find(wanted, self._at)
        if found < 0:
            self._misses += 1
            return self._line
        self._line += self._text.count("\n", self._at, found)
        self._at = found
        return self._line


class _FixedLine(LineFinder):
    def __init__(self, number: int) -> None:
        super().__init__("")
        self._line = number
        self._misses = self._MOST_MISSES


def load_json(text: str) -> object:
    """The value, or None for what is no JSON. Raises UnreadableFile for nesting no export has."""
    try:
        return json.loads(text)
    except ValueError:
        return None
    except RecursionError:
        raise UnreadableFile("This JSON file is nested too deeply.") from None


def load_json_lines(text: str) -> list[Line] | None:
    """One JSON object a line, or None if any line is something else."""
    found: list[Line] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        value = load_json(line) if line.lstrip().startswith("{") else None
        if value is None:
            return None
        found.append(Line(number, value))
    return found


def parse_any_json(value: object, text: str, *, source: str | None = None) -> ParsedInput:
    """Whatever in a value of unknown shape is a link, or an id where one belongs."""
    gathering = Gathering("json", source=source)
    _visit(gathering, LineFinder(text), value, listed=isinstance(value, list))
    return gathering.parsed


def parse_any_lines(lines: list[Line], *, source: str | None = None) -> ParsedInput:
    gathering = Gathering("json", source=source)
    for line in lines:
        _visit(gathering, _FixedLine(line.number), line.value)
    return gathering.parsed


def _visit(
    gathering: Gathering, finder: LineFinder, value: object, *, listed: bool = False, depth: int = 0
) -> None:
    """`listed` says that strings here should be links, and are mistakes if they are not."""
    if depth > _MAX_DEPTH:
        raise UnreadableFile("This JSON file is nested too deeply.")
    if isinstance(value, dict):
        _visit_object(gathering, finder, value, depth)
    elif isinstance(value, list):
        for part in value:
            _visit(gathering, finder, part, listed=listed, depth=depth + 1)
    elif isinstance(value, str):
        add = gathering.add_cell if listed else gathering.add_links
        add(finder.line_of(value), value)


def _visit_object(gathering: Gathering, finder: LineFinder, record: Json, depth: int) -> None:
    wish = None if _has_members(record) else read_record(record)
    if wish:
        add_wish(gathering, finder, record, wish)
        return
    for key, value in record.items():
        # A collection's own address says where its members come from; they are what was saved.
        if key not in _BESIDE_THE_POINT and (isinstance(value, dict | list) or not _has_members(record)):
            _visit(gathering, finder, value, listed=key in _MEMBERS, depth=depth + 1)


def _has_members(record: Json) -> bool:
    return any(isinstance(record.get(key), list) and record[key] for key in _MEMBERS)


def add_wish(gathering: Gathering, finder: LineFinder, record: Json, wish: Wish) -> None:
    """One record's video. Advertisements in a watch history were never chosen, so they are left."""
    line = finder.line_of(wish.text)
    if "header" in record and "titleUrl" in record:
        if not any("Google" in name for name in _names(record.get("details"))):
            gathering.add_targets(line, wish.text, wish.targets, _watched_title(wish.title), wish.details)
        return
    gathering.add_targets(line, wish.text, wish.targets, wish.title, wish.details)


def _names(details: object) -> Iterator[str]:
    for part in details if isinstance(details, list) else []:
        yield str(part.get("name", "")) if isinstance(part, dict) else ""


def _watched_title(title: str | None) -> str | None:
    """Takeout writes “Watched TITLE” in the account's language, and the address for want of a title."""
    text = title or ""
    for before in _WATCHED:
        text = text.removeprefix(before)
    for after in _WATCHED_AFTER:
        text = text.removesuffix(after)
    return None if text.startswith("http") else text or None
