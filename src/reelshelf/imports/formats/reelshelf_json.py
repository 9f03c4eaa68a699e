"""Reelshelf's own JSON export, read back without loss."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reelshelf.imports.formats.gathering import Gathering
from reelshelf.imports.formats.json_files import LineFinder
from reelshelf.imports.formats.records import read_record

if TYPE_CHECKING:
    from reelshelf.imports.entries import ParsedInput
    from reelshelf.imports.formats.records import Json

FORMAT_MARK = "reelshelf"


def is_reelshelf(value: Json) -> bool:
    return value.get("format") == FORMAT_MARK and isinstance(value.get("videos"), list)


def parse_reelshelf(value: Json, text: str, *, source: str | None = None) -> ParsedInput:
    gathering = Gathering("reelshelf_json", source=source)
    finder = LineFinder(text)
    videos = value["videos"]
    for record in videos if isinstance(videos, list) else ():
        wish = read_record(record) if isinstance(record, dict) else None
        if wish is None:
            gathering.add_nothing(finder.line_of(""), str(record)[:200])
            continue
        details = replace(wish.details, tags=_tags(record.get("tags")))
        gathering.add_targets(finder.line_of(wish.text), wish.text, wish.targets, wish.title, details)
    return gathering.parsed


def _tags(value: object) -> tuple[str, ...]:
    return tuple(tag for tag in value if isinstance(tag, str)) if isinstance(value, list) else ()
