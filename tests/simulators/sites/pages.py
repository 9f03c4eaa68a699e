"""HTML pages, as far as programs read them: settings, first data, and the player's first answer."""

from __future__ import annotations

from simulators.sites.padding import VISITOR, fragment

PLAYER_JS_PATH = "/s/player/51300000/player_ias.vflset/en_US/base.js"
PLAYER_JS = b"/* simulated player */ var a={signatureTimestamp:20100};" + b"// filler\n" * 200

_CONFIG = fragment(
    {
        "INNERTUBE_API_KEY": "AIzaSyA0000000000000000000000000000000",
        "INNERTUBE_API_VERSION": "v1",
        "INNERTUBE_CLIENT_NAME": "WEB",
        "INNERTUBE_CLIENT_VERSION": "2.20260708.05.00",
        "INNERTUBE_CONTEXT_CLIENT_NAME": 1,
        "INNERTUBE_CONTEXT": {
            "client": {
                "hl": "en",
                "gl": "US",
                "clientName": "WEB",
                "clientVersion": "2.20260708.05.00",
                "visitorData": VISITOR,
                "userAgent": "Mozilla/5.0",
            }
        },
        "LOGGED_IN": False,
        "VISITOR_DATA": VISITOR,
        "PLAYER_JS_URL": PLAYER_JS_PATH,
        "STS": 20100,
    }
)
_HEAD = (
    b'<!DOCTYPE html><html lang="en"><head><title>YouTube</title><script>ytcfg.set(%b);</script></head><body>'
    % _CONFIG
)


def page(initial: bytes, player: bytes | None = None) -> bytes:
    """A page with `ytInitialData`, and on the watch page `ytInitialPlayerResponse`."""
    first = b"<script>var ytInitialPlayerResponse = %b;</script>" % _in_script(player) if player else b""
    return b"%b%b<script>var ytInitialData = %b;</script></body></html>" % (_HEAD, first, _in_script(initial))


def _in_script(json: bytes) -> bytes:
    """JSON that cannot end the script element it stands in."""
    return json.replace(b"<", b"\\u003c")


def missing(message: str) -> bytes:
    """What a playlist page shows when there is no such playlist."""
    alert = {"alertRenderer": {"type": "ERROR", "text": {"runs": [{"text": message}]}}}
    return fragment({"responseContext": {"visitorData": VISITOR}, "alerts": [alert], "contents": {}})
