"""OPML: channel subscriptions as feed readers keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

# The entity tricks the rule warns of are refused below, at the first declaration of any kind.
from xml.parsers import expat

from reelshelf.imports.entries import UnreadableFile
from reelshelf.imports.formats.gathering import Gathering

if TYPE_CHECKING:
    from reelshelf.imports.entries import ParsedInput


def parse_opml(text: str, *, source: str | None = None) -> ParsedInput | None:
    """Every `<outline>` with an address. None if the XML is broken.

    Raises UnreadableFile for a document type: nothing honest needs one here, and entities are declared in it.
    """
    gathering = Gathering("opml", source=source)
    parser = expat.ParserCreate("utf-8")

    def on_start(name: str, attributes: dict[str, str]) -> None:
        if name.lower() == "outline":
            _add_outline(gathering, parser.CurrentLineNumber, attributes)

    parser.StartElementHandler = on_start
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(text.encode(errors="replace"), True)  # noqa: FBT003 - expat takes no keywords
    except expat.ExpatError:
        return None
    return gathering.parsed


def _refuse(*_declaration: object) -> NoReturn:
    raise UnreadableFile("This OPML file declares a document type, which Reelshelf does not read.")


def _add_outline(gathering: Gathering, line: int, attributes: dict[str, str]) -> None:
    known = {name.lower(): value for name, value in attributes.items()}
    address = known.get("xmlurl") or known.get("htmlurl") or known.get("url")
    if address:
        gathering.add_cell(line, address, known.get("title") or known.get("text"))
