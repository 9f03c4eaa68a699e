"""A file of unknown kind → its entries. Its content decides; its name only breaks ties."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reelshelf.imports.formats.archive import ZIP_MARKS
from reelshelf.imports.formats.decoding import decode
from reelshelf.imports.formats.delimited import parse_delimited
from reelshelf.imports.formats.freetube import is_freetube, parse_freetube
from reelshelf.imports.formats.html import looks_like_html, parse_html
from reelshelf.imports.formats.invidious import is_invidious, parse_invidious
from reelshelf.imports.formats.json_files import (
    Line,
    load_json,
    load_json_lines,
    parse_any_json,
    parse_any_lines,
)
from reelshelf.imports.formats.newpipe import is_newpipe, parse_newpipe
from reelshelf.imports.formats.newpipe_db import SQLITE_MARK, parse_newpipe_db
from reelshelf.imports.formats.opml import parse_opml
from reelshelf.imports.formats.reelshelf_json import is_reelshelf, parse_reelshelf
from reelshelf.imports.formats.takeout import parse_zip
from reelshelf.imports.links import parse_text
from reelshelf.imports.words import without_harmful

if TYPE_CHECKING:
    from collections.abc import Callable

    from reelshelf.imports.entries import ParsedInput

_TABLE_NAMES = (".csv", ".tsv", ".tab")
_HEAD_CHARACTERS = 2_000

_OBJECTS: tuple[tuple[Callable[..., bool], Callable[..., ParsedInput]], ...] = (
    (is_reelshelf, parse_reelshelf),
    (is_newpipe, parse_newpipe),
    (is_invidious, parse_invidious),
)


def parse_file(content: bytes, filename: str | None) -> ParsedInput:
    """The entries of a file, in its order. Nothing is looked up, nothing is written.

    Raises UnreadableFile for what is neither text nor an intact export, InputTooLarge beyond the limits.
    """
    if content.startswith(ZIP_MARKS):
        return parse_zip(content, lambda text, name: parse_document(text, name, source=name))
    if content.startswith(SQLITE_MARK):
        return parse_newpipe_db(content)
    return parse_document(decode(content), filename)


def parse_document(text: str, filename: str | None, *, source: str | None = None) -> ParsedInput:
    """The entries of a text file; `source` names it when it comes out of an archive."""
    text = without_harmful(text)
    start = text.lstrip()[:_HEAD_CHARACTERS]
    parsed = None
    if start.startswith(("{", "[")):
        parsed = _parse_json(text, source)
    elif start.startswith("<"):
        parsed = _parse_markup(text, start, source)
    return parsed or _parse_lines(text, (filename or "").lower(), source)


def _parse_json(text: str, source: str | None) -> ParsedInput | None:
    value = load_json(text)
    if isinstance(value, dict):
        return _parse_object(value, text, source)
    if isinstance(value, list):
        # Line 0 has it looked for in the text.
        records = [Line(0, record) for record in value]
        return (
            parse_freetube(records, text, source=source)
            if is_freetube(value)
            else parse_any_json(value, text, source=source)
        )
    lines = load_json_lines(text)
    if not lines:
        return None
    values = [line.value for line in lines]
    return (
        parse_freetube(lines, text, source=source)
        if is_freetube(values)
        else parse_any_lines(lines, source=source)
    )


def _parse_object(value: dict[str, object], text: str, source: str | None) -> ParsedInput:
    for is_one, parse in _OBJECTS:
        if is_one(value):
            return parse(value, text, source=source)
    if is_freetube([value]):
        return parse_freetube([Line(0, value)], text, source=source)
    return parse_any_json(value, text, source=source)


def _parse_markup(text: str, start: str, source: str | None) -> ParsedInput | None:
    if "<opml" in start.lower():
        return parse_opml(text, source=source)
    return parse_html(text, source=source) if looks_like_html(text) else None


def _parse_lines(text: str, filename: str, source: str | None) -> ParsedInput:
    named_so = filename.endswith(_TABLE_NAMES)
    parsed = parse_delimited(text, named_so=named_so, source=source)
    if parsed is None:
        parsed = parse_text(text)
        parsed.invalid = [replace(entry, source=source) for entry in parsed.invalid]
        if named_so:
            parsed.format = "csv" if filename.endswith(".csv") else "tsv"
    return parsed
