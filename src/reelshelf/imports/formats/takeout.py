"""Google Takeout as a zip: playlists, subscriptions, watch history. Other zips of lists are read as well."""

from __future__ import annotations

import re
from collections.abc import Callable

from reelshelf.imports.entries import ParsedInput, UnreadableFile
from reelshelf.imports.formats.archive import Member, read_members
from reelshelf.imports.formats.decoding import decode
from reelshelf.imports.formats.delimited import find_table
from reelshelf.imports.formats.gathering import Gathering
from reelshelf.imports.formats.newpipe_db import SQLITE_MARK, parse_newpipe_db

_READABLE = (".csv", ".tsv", ".txt", ".json", ".html", ".htm", ".opml", ".db", ".md")
_TAKEOUT = re.compile(r"(?:^|/)(?:takeout|youtube[^/]*)/", re.IGNORECASE)

MemberParser = Callable[[str, str], ParsedInput]


def parse_zip(content: bytes, parse_member: MemberParser) -> ParsedInput:
    """Everything importable in an archive. `parse_member` reads one text, given with its name."""
    members = read_members(content, _is_wanted)
    database = next((member for member in members if member.content.startswith(SQLITE_MARK)), None)
    if database:
        return parse_newpipe_db(database.content, format_name="newpipe", source=database.name)
    if not members:
        raise UnreadableFile("This archive holds no list of videos that Reelshelf knows.")
    return _parse_members(members, parse_member)


def _is_wanted(name: str) -> bool:
    return name.lower().endswith(_READABLE)


def _parse_members(members: list[Member], parse_member: MemberParser) -> ParsedInput:
    gathering = Gathering("takeout_zip")
    is_takeout = any(_TAKEOUT.search(member.name) for member in members)
    # Playlists before the history: the list a video was put in deliberately knows more of it.
    for member in sorted(members, key=lambda member: not member.name.lower().endswith(".csv")):
        text = _text_of(member)
        if text is None:
            continue
        if not is_takeout or _is_chosen_table(member.name, text):
            gathering.take_over(parse_member(text, member.name))
        elif member.name.lower().endswith((".html", ".htm", ".json")):
            gathering.take_over(_only_videos(parse_member(text, member.name)))
    return gathering.parsed


def _text_of(member: Member) -> str | None:
    """None for a file in between that is no text; one of them does not spoil the others."""
    try:
        return decode(member.content)
    except UnreadableFile:
        return None


def _is_chosen_table(name: str, text: str) -> bool:
    """Playlists and subscriptions; comments, chats and own uploads have ids in their tables, too."""
    table = find_table(text, named_so=True) if name.lower().endswith(".csv") else None
    return table is not None and (table.is_takeout or (not table.columns and table.keys == [0]))


def _only_videos(parsed: ParsedInput) -> ParsedInput:
    """A history also tells of searches and posts; they are no mistakes of the person."""
    return ParsedInput(parsed.format, parsed.videos)
