"""What one line of text asks for: addresses in it, or bare ids, or nothing.

Every expression here looks at each character a bounded number of times: the text is anybody's.
"""

from __future__ import annotations

import re

from reelshelf.imports.addresses import BAD_ID, ELSEWHERE, Collection, Refusal, Target, Video, read_address
from reelshelf.imports.ids import YOUTUBE_ID, is_word, looks_random, may_stand_in_list, stands_out

NOT_A_LINK = Refusal("not_a_link")

# Where an address ends: white space, quotes, brackets, and the punctuation of scripts without spaces.
_IN_ADDRESS = r"[^\s<>\"'`()\[\]{}|^\\“”„‟«»‹›‘’‚「」『』【】〈〉《》（）［］，。、；！？…]"
_UP_TO_NEXT = rf"(?:(?!https?:/){_IN_ADDRESS})*"
_ADDRESS = re.compile(
    rf"""
      (?P<web>h?ttps?:/{{1,3}}{_UP_TO_NEXT})
    | (?P<encoded>https?%(?:25)?3a%(?:25)?2f{_IN_ADDRESS}*)
    | (?P<app>(?:vnd\.)?youtube:(?://)?(?!/)(?=\S){_IN_ADDRESS}+)
    | (?P<foreign>(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{{1,20}}://{_UP_TO_NEXT})
    | (?P<bare>(?<![\w.@/:%-])(?://)?(?:[a-z0-9-]{{1,63}}\.){{1,5}}[a-z]{{2,24}}\.?(?::\d{{1,5}})?[/?\#]{_UP_TO_NEXT})
    | (?P<relative>(?<![\w.@:/%\]-])/?(?:watch|playlist)\?{_IN_ADDRESS}+)
    """,
    re.IGNORECASE | re.VERBOSE,
)

_IN_EVERY_ADDRESS = re.compile(r"[:/?#%]")
"""A line without any of these has no address: most lines of prose need no closer look."""

_ENTITY = re.compile(r"&(?:amp|#38|#0*38|#x0*26);", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([/?=&_.:#%-])")
_JSON_ESCAPES = (("\\u0026", "&"), ("\\u003d", "="), ("\\u003D", "="), ("\\u002F", "/"), ("\\u002f", "/"))

_LINKED_TEXT = re.compile(r"\]\(|</a", re.IGNORECASE)
_COMMENTED_OUT = re.compile(r"#\s*(?:https?://)?[^\s\[\]()]+\Z", re.IGNORECASE)
_TAG = re.compile(r"<!--[^<>]*-->|</?[a-z!?][^<>]*>", re.IGNORECASE)
_POINTING_TAG = re.compile(r"<(?:a|iframe|embed|video|source|object|outline)\s", re.IGNORECASE)
_HEADING_TAG = re.compile(r"<(?:h[1-6]|title)\b", re.IGNORECASE)
_SPEAKING = re.compile(r"[^\W_]")
_COMMENT = re.compile(r"#|//\s|<!--|```|~~~")

_BULLET = re.compile(r"(?:[-*+•‣▪–—>]\s+|\d{1,6}[.):]\s+|\[[ xX]\]\s+)+")
_BETWEEN_IDS = re.compile(r"[\s,;|\"'`()\[\]{}<>“”„«»]+")
_ARCHIVED = re.compile(r"youtube ([A-Za-z0-9_-]{11})\Z")
_IN_FILE_NAME = re.compile(r"\[([A-Za-z0-9_-]{11})\]\.[A-Za-z0-9]{2,5}\Z")
_BARE_COLLECTION = re.compile(
    r"(?:PL(?:[A-Za-z0-9_-]{32}|[0-9A-F]{16})|UU[A-Za-z0-9_-]{22}|OLAK5uy_[A-Za-z0-9_-]{33}|UC[A-Za-z0-9_-]{22})\Z"
)
_NEAR_ID = range(9, 14)


def read_line(line: str) -> list[Target]:
    """What a line of free text asks for, in its order. Empty for blank lines, headings, comments and mark-up.

    A line with something usable does not complain of foreign addresses beside it; YouTube addresses that
    cannot be followed are always told, for somebody expects a video there.
    """
    text = line.strip()
    if not text or _is_commented_out(text):
        return []
    found = read_addresses(text)
    if found:
        return [] if found == [ELSEWHERE] and _is_markup(text) else found
    return [] if _is_furniture(text) else read_bare_ids(text) or [NOT_A_LINK]


def read_cell(text: str) -> list[Target]:
    """What a cell or string that should hold a link or an id asks for; empty only for blank ones."""
    text = text.strip()
    return (read_addresses(text) or read_bare_ids(text) or [NOT_A_LINK]) if text else []


def read_addresses(text: str) -> list[Target]:
    """What the addresses in a text show; `[ELSEWHERE]` if all are foreign, empty if there are none."""
    text = _unescaped(text)
    if not _IN_EVERY_ADDRESS.search(text):
        return []
    found = [target for match in _ADDRESS.finditer(text) for target in _read_match(match)]
    telling = [target for target in found if target != ELSEWHERE]
    if not telling:
        return found[:1]
    # `[link](link)` is one link, said twice.
    return list(dict.fromkeys(telling)) if _LINKED_TEXT.search(text) else telling


def _read_match(match: re.Match[str]) -> tuple[Target, ...]:
    address = match[0]
    if match.lastgroup == "foreign":
        return (ELSEWHERE,)
    if match.lastgroup == "relative":
        found = read_address("youtube.com/" + address.removeprefix("/"))
        return tuple(target for target in found if not isinstance(target, Refusal))
    return read_address(address)


def _unescaped(text: str) -> str:
    """Without what HTML, JSON, Markdown and shells put into an address."""
    if "\\" in text:
        for written, meant in _JSON_ESCAPES:
            text = text.replace(written, meant)
        text = _ESCAPED.sub(r"\1", text)
    return _ENTITY.sub("&", text) if "&" in text else text


def _is_commented_out(text: str) -> bool:
    """`# https://…`, as in lists for downloaders. A heading that holds a link among words still counts."""
    return text.startswith("#") and not text.startswith("##") and bool(_COMMENTED_OUT.match(text))


def _is_markup(text: str) -> bool:
    """A line of tags that points nowhere a person would go: document types, style sheets, name spaces."""
    return (
        text.startswith("<") and not _POINTING_TAG.search(text) and not _SPEAKING.search(_TAG.sub("", text))
    )


def _is_furniture(text: str) -> bool:
    if _COMMENT.match(text) or not _SPEAKING.search(text):
        return True
    return text.startswith("<") and (
        bool(_HEADING_TAG.match(text)) or not _SPEAKING.search(_TAG.sub("", text))
    )


def read_bare_ids(text: str) -> list[Target]:
    """Ids without an address: alone on the line, in a list of ids, or standing out from prose."""
    text = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
    named = _ARCHIVED.match(text) or _IN_FILE_NAME.search(text)
    if named:
        return [Video(named[1])]
    tokens = [token for token in _BETWEEN_IDS.split(text) if token]
    return _read_lone(tokens[0]) if len(tokens) == 1 else _read_tokens(tokens)


def _read_lone(token: str) -> list[Target]:
    """One token is what the person meant, so any eleven characters count, even if they spell a word."""
    if YOUTUBE_ID.match(token):
        return [Video(token)]
    if _BARE_COLLECTION.match(token):
        return [Collection("channel" if token.startswith("UC") else "playlist", token)]
    return [BAD_ID] if len(token) in _NEAR_ID and looks_random(token) else []


def _read_tokens(tokens: list[str]) -> list[Target]:
    if all(map(may_stand_in_list, tokens)) and not all(map(is_word, tokens)):
        return [Video(token) for token in tokens]
    return [Video(token) for token in tokens if stands_out(token)]
