"""Whether a browser's request comes from our own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN_SITES = frozenset({None, "same-origin", "none"})
"""Of `Sec-Fetch-Site`: programs and old browsers send none, "none" is an address typed in."""


def is_own_origin(headers: Mapping[str, str]) -> bool:
    """True when `Origin` names the address the request was sent to. `headers` by their names in lower case."""
    host = headers.get("host", "").lower()
    return bool(host) and headers.get("origin", "").lower() in (f"http://{host}", f"https://{host}")


def is_own_page(headers: Mapping[str, str]) -> bool:
    """What no foreign page can make a browser claim; programs and old browsers need not name their origin."""
    own = "origin" not in headers or is_own_origin(headers)
    return own and headers.get("sec-fetch-site") in OWN_SITES
