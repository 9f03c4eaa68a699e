"""Whether a browser's request comes from our own page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN_SITES = frozenset({None, "same-origin", "none"})
"""Of `Sec-Fetch-Site`: programs and old browsers send none, "none" is an address typed in."""


def is_own_origin(origin: str | None, host: str | None) -> bool:
    """True when `Origin` names the address the request was sent to, or is absent: programs send none."""
    if origin is None:
        return True
    return bool(host) and urlsplit(origin).netloc.lower() == (host or "").lower()


def is_own_page(headers: Mapping[str, str]) -> bool:
    """What no foreign page can make a browser claim. `headers` by their names in lower case."""
    own = is_own_origin(headers.get("origin"), headers.get("host"))
    return own and headers.get("sec-fetch-site") in OWN_SITES
