"""The entries of playlists and channels, and the tokens that lead to the next page of them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from simulators.sites.padding import endpoint, simple, text, thumbnails
from simulators.world.chapters import timestamp
from simulators.world.troubles import NAMELESS, trouble_in
from simulators.world.truth import truth

if TYPE_CHECKING:
    from simulators.world.collections import ChannelTruth, CollectionTruth

PLAYLIST_PAGE = 100
CHANNEL_PAGE = 30


def playlist_items(found: CollectionTruth, start: int) -> list[dict[str, Any]]:
    members = found.video_ids[start : start + PLAYLIST_PAGE]
    items = [_playlist_item(found.youtube_id, start + index, member) for index, member in enumerate(members)]
    if start + PLAYLIST_PAGE < len(found.video_ids):
        items.append(_more(found.youtube_id, start + PLAYLIST_PAGE))
    return items


def _playlist_item(playlist_id: str, index: int, youtube_id: str) -> dict[str, Any]:
    trouble = trouble_in(youtube_id)
    if trouble in NAMELESS:
        word = "[Private video]" if trouble and trouble.name == "PRIVATE" else "[Deleted video]"
        return {
            "playlistVideoRenderer": {
                "videoId": youtube_id,
                "title": text(word),
                "index": simple(str(index + 1)),
                "isPlayable": False,
                "thumbnail": thumbnails(youtube_id),
            }
        }
    video = truth(youtube_id)
    browse = {"browseEndpoint": {"browseId": video.channel_id, "canonicalBaseUrl": f"/{video.handle}"}}
    url = f"/watch?v={youtube_id}&list={playlist_id}&index={index + 1}"
    return {
        "playlistVideoRenderer": {
            "videoId": youtube_id,
            "thumbnail": thumbnails(youtube_id),
            "title": text(video.title),
            "index": simple(str(index + 1)),
            "shortBylineText": {
                "runs": [{"text": video.channel, "navigationEndpoint": endpoint(f"/{video.handle}", browse)}]
            },
            "lengthText": simple(timestamp(video.duration_seconds)),
            "lengthSeconds": str(video.duration_seconds),
            "navigationEndpoint": endpoint(
                url, {"watchEndpoint": {"videoId": youtube_id, "playlistId": playlist_id}}
            ),
            "isPlayable": True,
            "videoInfo": text(f"{video.view_count:,} views • 2 years ago"),
        }
    }


def channel_items(found: ChannelTruth, start: int) -> list[dict[str, Any]]:
    items = [_channel_item(member) for member in found.video_ids[start : start + CHANNEL_PAGE]]
    if start + CHANNEL_PAGE < len(found.video_ids):
        items.append(_more(found.channel_id, start + CHANNEL_PAGE))
    return items


def _channel_item(youtube_id: str) -> dict[str, Any]:
    video = truth(youtube_id)
    badge = {"thumbnailBadgeViewModel": {"text": timestamp(video.duration_seconds)}}
    overlays = [{"thumbnailBottomOverlayViewModel": {"badges": [badge]}}]
    row = {
        "metadataParts": [
            {"text": {"content": f"{video.view_count:,} views"}},
            {"text": {"content": "2 years ago"}, "accessibilityLabel": "2 years ago"},
        ]
    }
    watch = {"watchEndpoint": {"videoId": youtube_id}}
    return {
        "richItemRenderer": {
            "content": {
                "lockupViewModel": {
                    "contentId": youtube_id,
                    "contentType": "LOCKUP_CONTENT_TYPE_VIDEO",
                    "contentImage": {
                        "thumbnailViewModel": {
                            "image": {"sources": thumbnails(youtube_id)["thumbnails"]},
                            "overlays": overlays,
                        }
                    },
                    "metadata": {
                        "lockupMetadataViewModel": {
                            "title": {"content": video.title},
                            "metadata": {"contentMetadataViewModel": {"metadataRows": [row]}},
                        }
                    },
                    "rendererContext": {
                        "commandContext": {
                            "onTap": {"innertubeCommand": endpoint(f"/watch?v={youtube_id}", watch)}
                        }
                    },
                }
            }
        }
    }


def _more(name: str, start: int) -> dict[str, Any]:
    command = {
        "continuationCommand": {"token": _token(name, start), "request": "CONTINUATION_REQUEST_TYPE_BROWSE"}
    }
    return {
        "continuationItemRenderer": {
            "trigger": "CONTINUATION_TRIGGER_ON_ITEM_SHOWN",
            "continuationEndpoint": command,
        }
    }


def _token(name: str, start: int) -> str:
    return base64.urlsafe_b64encode(f"\x12simulated:{name}:{start}:{'x' * 60}".encode()).decode()


def read_token(token: str) -> tuple[str, int] | None:
    """(playlist or channel id, number of the first entry), or None for a foreign token."""
    try:
        _, name, start, _ = base64.urlsafe_b64decode(token).decode().split(":")
        return name, int(start)
    except ValueError:
        return None
