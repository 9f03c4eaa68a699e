"""Refusals in the words of Google's servers."""

from __future__ import annotations

from simulators.net.messages import Reply, json_reply

_MESSAGES = {
    400: ("Request contains an invalid argument.", "INVALID_ARGUMENT"),
    401: ("Request had invalid authentication credentials.", "UNAUTHENTICATED"),
    403: ("The caller does not have permission", "PERMISSION_DENIED"),
    404: ("Requested entity was not found.", "NOT_FOUND"),
    429: ("Resource has been exhausted (e.g. check quota).", "RESOURCE_EXHAUSTED"),
    500: ("Internal error encountered.", "INTERNAL"),
    503: ("The service is currently unavailable.", "UNAVAILABLE"),
}
_SORRY = (
    b"<html><head><title>Sorry...</title></head>"
    b"<body>Our systems have detected unusual traffic.</body></html>"
)


def json_error(status: int, reason: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """As InnerTube and the Data API say it. `reason` is the Data API's (`quotaExceeded`, …)."""
    message, name = _MESSAGES.get(status, ("Error", "UNKNOWN"))
    inner = {
        "message": message,
        "domain": "youtube.quota" if "uota" in reason else "global",
        "reason": reason or "error",
    }
    error = {"code": status, "message": message, "errors": [inner], "status": name}
    return json_reply({"error": error}, status, headers)


def html_error(status: int, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    return Reply(_SORRY, status, "text/html; charset=utf-8", headers)
