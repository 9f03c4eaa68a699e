"""Whether a browser's request comes from our own page."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_own_origin(origin: str | None, host: str | None) -> bool:
    """True when `Origin` names the address the request was sent to, or is absent: programs send none."""
    if origin is None:
        return True
    return bool(host) and urlsplit(origin).netloc.lower() == (host or "").lower()
