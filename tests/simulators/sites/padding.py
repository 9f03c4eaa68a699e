"""Weight: the parts of YouTube's replies that nobody reads but everybody has to parse."""

from __future__ import annotations

from typing import Any

import orjson

from simulators.world import dice, ids
from simulators.world.truth import truth

VISITOR = "CgtzaW11bGF0ZWQ5OSj4"


def response_context() -> dict[str, Any]:
    trackers = [
        {
            "service": name,
            "params": [{"key": f"{name.lower()}_{index}", "value": blob(name, 24)} for index in range(6)],
        }
        for name in ("GFEEDBACK", "GUIDED_HELP", "ECATCHER", "CSI")
    ]
    return {
        "visitorData": VISITOR,
        "serviceTrackingParams": trackers,
        "maxAgeSeconds": 0,
        "mainAppWebResponseContext": {"loggedOut": True, "trackingParam": blob("tracking", 44)},
        "webResponseContextExtensionData": {"hasDecorated": True},
    }


def blob(seed: str, length: int) -> str:
    """Something that looks like a token, of exactly this length."""
    return "".join(dice.letters(seed, f"blob {start}", 32) for start in range(0, length, 32))[:length]


def text(value: str) -> dict[str, Any]:
    return {"runs": [{"text": value}]}


def simple(value: str) -> dict[str, Any]:
    return {"simpleText": value}


def thumbnails(youtube_id: str) -> dict[str, Any]:
    sizes = (("default", 120, 90), ("mqdefault", 320, 180), ("hqdefault", 480, 360), ("sddefault", 640, 480))
    return {
        "thumbnails": [
            {"url": f"https://i.ytimg.com/vi/{youtube_id}/{name}.jpg", "width": width, "height": height}
            for name, width, height in sizes
        ]
    }


def endpoint(url: str, command: dict[str, Any]) -> dict[str, Any]:
    return {
        "clickTrackingParams": blob(url, 40),
        "commandMetadata": {
            "webCommandMetadata": {"url": url, "webPageType": "WEB_PAGE_TYPE_UNKNOWN", "rootVe": 3832}
        },
        **command,
    }


def related_videos(count: int) -> list[dict[str, Any]]:
    """The column beside the video: the same for all, some 4 kB each."""
    return [_related(youtube_id) for youtube_id in ids.video_ids(count, seed=4711)]


def _related(youtube_id: str) -> dict[str, Any]:
    known = truth(youtube_id)
    menu = [
        {
            "listItemViewModel": {
                "title": {"content": label},
                "leadingImage": {"sources": [{"clientResource": {"imageName": "PLAYLIST_ADD"}}]},
                "rendererContext": {
                    "loggingContext": {"loggingDirectives": {"trackingParams": blob(label, 40)}},
                    "commandContext": {
                        "onTap": {"innertubeCommand": endpoint("/service_ajax", {"token": blob(label, 300)})}
                    },
                },
            }
        }
        for label in ("Add to queue", "Save to Watch later", "Save to playlist", "Share", "Not interested")
    ]
    watch = {"watchEndpoint": {"videoId": youtube_id, "nofollow": True, "playerParams": blob(youtube_id, 60)}}
    lines = [
        {"metadataParts": [{"text": {"content": known.channel}}]},
        {"metadataParts": [{"text": {"content": "9K views"}}]},
    ]
    return {
        "lockupViewModel": {
            "contentId": youtube_id,
            "contentType": "LOCKUP_CONTENT_TYPE_VIDEO",
            "contentImage": {
                "thumbnailViewModel": {"image": {"sources": thumbnails(youtube_id)["thumbnails"]}}
            },
            "metadata": {
                "lockupMetadataViewModel": {
                    "title": {"content": known.title},
                    "metadata": {"contentMetadataViewModel": {"metadataRows": lines}},
                    "menuButton": {"sheetViewModel": {"content": {"listViewModel": {"listItems": menu}}}},
                }
            },
            "rendererContext": {
                "commandContext": {"onTap": {"innertubeCommand": endpoint(f"/watch?v={youtube_id}", watch)}}
            },
        }
    }


def fragment(value: object) -> bytes:
    """Encoded once, pasted into many replies."""
    return orjson.dumps(value)
