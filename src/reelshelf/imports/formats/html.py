"""Bookmark files of browsers, the watch history of Takeout, and any other page with links.

Read with two small expressions rather than a parser: pages are large, often broken, and only links matter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from reelshelf.imports.addresses import ELSEWHERE, Collection, Video
from reelshelf.imports.entries import EntryDetails
from reelshelf.imports.formats.gathering import Gathering
from reelshelf.imports.formats.values import read_duration, read_time, split_tags
from reelshelf.imports.lines import read_addresses
from reelshelf.imports.words import clean_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reelshelf.imports.entries import ParsedInput

_TAG = re.compile(r"<(/?)(a|dd|dt|dl|iframe)\b([^<>]*)>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(
    r"""([a-z][a-z0-9_-]{0,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE
)
_WEB = re.compile(r"\s*(?:https?:|//|/watch|www\.)", re.IGNORECASE)
_NETSCAPE = re.compile(r"<!doctype netscape-bookmark", re.IGNORECASE)
_HISTORY = re.compile(r"""class=["'](?:outer-cell|content-cell|mdl-)""", re.IGNORECASE)
_MAX_TITLE_CHARACTERS = 2000
_MAX_NOTE_CHARACTERS = 20_000
_HEAD_CHARACTERS = 20_000


class Link(NamedTuple):
    line: int
    attributes: dict[str, str]
    title: str
    note: str
    """What follows the link up to the next: in bookmark files its description, in histories fine print."""

    @property
    def address(self) -> str:
        return self.attributes.get("href") or self.attributes.get("src") or ""


def looks_like_html(text: str) -> bool:
    head = text[:_HEAD_CHARACTERS].lower()
    marks = ("<!doctype html", "<!doctype netscape", "<html", "<body", "<dl>", "<a href")
    return head.lstrip().startswith("<") and any(mark in head for mark in marks)


def parse_html(text: str, *, source: str | None = None) -> ParsedInput:
    """Every link of a page. Bookmarks of other sites are invalid entries; elsewhere they are just links."""
    head = text[:_HEAD_CHARACTERS]
    if _NETSCAPE.search(head):
        return _parse_bookmarks(text, source)
    return _parse_history(text, source) if _HISTORY.search(head) else _parse_page(text, source)


def _parse_bookmarks(text: str, source: str | None) -> ParsedInput:
    gathering = Gathering("bookmarks_html", source=source)
    for link in _links(text):
        if _WEB.match(link.address):
            gathering.add_cell(link.line, link.address, link.title, _bookmark_details(link))
    return gathering.parsed


def _bookmark_details(link: Link) -> EntryDetails:
    known = link.attributes
    return EntryDetails(
        channel=known.get("data-channel"),
        duration_seconds=read_duration(known.get("data-duration-seconds")),
        published_at=read_time(known.get("data-published-at")),
        added_at=read_time(known.get("data-added-at") or known.get("add_date")),
        notes=link.note or None,
        tags=split_tags(known.get("tags", "")),
    )


def _parse_page(text: str, source: str | None) -> ParsedInput:
    gathering = Gathering("bookmarks_html", source=source)
    for link in _links(text):
        gathering.add_links(link.line, link.address, link.title)
    return gathering.parsed


def _parse_history(text: str, source: str | None) -> ParsedInput:
    """Videos watched; the channel's link follows the video's. Advertisements were never chosen."""
    gathering = Gathering("takeout_html", source=source)
    links = list(_links(text))
    for link, following in zip(links, [*links[1:], None], strict=True):
        videos = [target for target in read_addresses(link.address) if isinstance(target, Video)]
        channel = _channel_name(following)
        fine_print = link.note + (following.note if following and channel else "")
        if videos and "Google Ads" not in fine_print:
            title = None if link.title.startswith("http") else link.title
            gathering.add_targets(link.line, link.address, videos, title, EntryDetails(channel=channel))
    return gathering.parsed


def _channel_name(link: Link | None) -> str | None:
    targets = read_addresses(link.address) if link else [ELSEWHERE]
    return (
        clean_title(link.title)
        if link and any(isinstance(target, Collection) for target in targets)
        else None
    )


def _links(text: str) -> Iterator[Link]:
    ends_of_lines = [match.start() for match in re.finditer(r"\n|\r(?!\n)", text)]
    tags = [tag for tag in _TAG.finditer(text) if tag[2].lower() != "dd" or not tag[1]]
    for at, tag in enumerate(tags):
        if tag[1] or tag[2].lower() not in {"a", "iframe"}:
            continue
        attributes = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag[3])}
        ends = [*tags[at + 1 : at + 4], None, None, None]
        line = bisect_right(ends_of_lines, tag.start()) + 1
        yield Link(line, attributes, _title(text, tag, ends[0]), _note(text, ends[0], ends[1], ends[2]))


def _title(text: str, tag: re.Match[str], end: re.Match[str] | None) -> str:
    stop = end.start() if end else len(text)
    return _words(text[tag.end() : min(stop, tag.end() + _MAX_TITLE_CHARACTERS)])


def _note(
    text: str, closing: re.Match[str] | None, opening: re.Match[str] | None, end: re.Match[str] | None
) -> str:
    if closing is None or not closing[1]:
        return ""
    described = opening is not None and opening[2].lower() == "dd"
    start, stop = (opening, end) if described and opening else (closing, opening)
    until = stop.start() if stop else len(text)
    return _words(text[start.end() : min(until, start.end() + _MAX_NOTE_CHARACTERS)])


def _words(markup: str) -> str:
    return unescape(_ANY_TAG.sub("", markup).strip())
