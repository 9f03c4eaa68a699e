"""Caption text: plain in our hands, escaped in WebVTT."""

from __future__ import annotations

import html
import re

# Markup that uploaders leave in captions. Anything else in angle brackets is text ("if a < b").
_KNOWN_TAG = re.compile(
    r"</?(?:i|b|u|s|c|v|lang|ruby|rt|font|span|p)(?:[\s.][^<>]*)?>|<[0-9:.]+>", re.IGNORECASE
)
# In WebVTT every "<" opens a tag; an unclosed one swallows the rest.
_VTT_TAG = re.compile(r"<[^>]*(?:>|\Z)")
# With its semicolon only: "?a=1&copy=2" is no copyright sign.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_INVISIBLE = re.compile("[\u0000\u200b\u2060\ufeff]")


def plain_text(text: str) -> str:
    """One cue's text as a person reads it; empty when nothing is to be read."""
    if "<" in text:
        text = _KNOWN_TAG.sub("", text)
    return _tidy(_unescape(text))


def plain_vtt_text(payload: str) -> str:
    """The same for a WebVTT payload, where all markup is in angle brackets and all else is escaped."""
    if "<" in payload:
        payload = _VTT_TAG.sub("", payload)
    return _tidy(_unescape(payload))


def escape_text(text: str) -> str:
    """Text that may stand in a WebVTT cue: no markup, no arrow, no blank line."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _tidy(escaped)


def _unescape(text: str) -> str:
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text)


def _tidy(text: str) -> str:
    """Single spaces, no blank lines, nothing invisible, no line break but the newline."""
    if not text.isascii() or "\0" in text:
        text = _INVISIBLE.sub("", text)
    if "\n" not in text:
        return " ".join(text.split())
    return "\n".join(tidy for line in text.split("\n") if (tidy := " ".join(line.split())))
