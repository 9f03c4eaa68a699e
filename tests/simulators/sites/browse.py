"""Playlists and channels: `/youtubei/v1/browse`, `…/navigation/resolve_url`, 100 (or 30) videos a page."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import orjson

from simulators.sites.padding import endpoint, fragment, response_context, simple, text, thumbnails
from simulators.world.chapters import timestamp
from simulators.world.collections import ChannelTruth, CollectionTruth, channel, playlist
from simulators.world.troubles import NAMELESS, trouble_in
from simulators.world.truth import truth

if TYPE_CHECKING:
    from simulators.net.messages import Request

PLAYLIST_PAGE = 100
CHANNEL_PAGE = 30
_CONTEXT = fragment(response_context())
_TABS = ("featured", "videos", "playlists", "posts")


def answer(request: dict[str, Any]) -> bytes | None:
    """The reply to a browse request; None when there is no such thing."""
    token = request.get("continuation")
    if token:
        return _continued(str(token))
    name = str(request.get("browseId", ""))
    if name.startswith("VL"):
        return playlist_page(name[2:])
    return channel_page(name) if name.startswith("UC") else None


def asked_for(request: Request) -> str:
    """The playlist or channel that a browse request is about."""
    token = request.json.get("continuation")
    if token:
        read = _read_token(str(token))
        return read[0] if read else ""
    return str(request.json.get("browseId", "")).removeprefix("VL")


def resolve(url: str) -> dict[str, Any] | None:
    """What `navigation/resolve_url` says an address stands for."""
    parts = urlsplit(url)
    listed = parse_qs(parts.query).get("list")
    if listed:
        return {"endpoint": endpoint(url, {"browseEndpoint": {"browseId": f"VL{listed[0]}"}})}
    found = channel(channel_name_in(parts.path))
    return {"endpoint": endpoint(url, {"browseEndpoint": {"browseId": found.channel_id}})} if found else None


def channel_name_in(path: str) -> str:
    """`UC…` or `@handle` from `/channel/UC…/videos` or `/@handle/videos`; empty if neither."""
    parts = [unquote(part) for part in path.split("/") if part]
    if len(parts) > 1 and parts[0] == "channel":
        return parts[1]
    return parts[0] if parts and parts[0].startswith("@") else ""


def playlist_page(youtube_id: str) -> bytes | None:
    found = playlist(youtube_id)
    if found is None:
        return None
    section = {
        "itemSectionRenderer": {
            "contents": [
                {
                    "playlistVideoListRenderer": {
                        "contents": _playlist_items(found, 0),
                        "playlistId": youtube_id,
                        "canReorder": False,
                    }
                }
            ]
        }
    }
    tab = {"tabRenderer": {"selected": True, "content": {"sectionListRenderer": {"contents": [section]}}}}
    owner = _owner(found)
    page = {
        "contents": {"twoColumnBrowseResultsRenderer": {"tabs": [tab]}},
        "header": {
            "playlistHeaderRenderer": {
                "playlistId": youtube_id,
                "title": simple(found.title),
                "ownerText": owner,
                "numVideosText": text(f"{len(found.video_ids):,} videos"),
                "privacy": "PUBLIC",
            }
        },
        "metadata": {
            "playlistMetadataRenderer": {"title": found.title, "description": "A list “of” lists & more"}
        },
        "sidebar": {
            "playlistSidebarRenderer": {
                "items": [
                    {
                        "playlistSidebarPrimaryInfoRenderer": {
                            "title": text(found.title),
                            "stats": [
                                text(f"{len(found.video_ids):,} videos"),
                                simple("12,345 views"),
                                text("Last updated on Mar 3, 2024"),
                            ],
                        }
                    },
                    {
                        "playlistSidebarSecondaryInfoRenderer": {
                            "videoOwner": {"videoOwnerRenderer": {"title": owner}}
                        }
                    },
                ]
            }
        },
        "microformat": {
            "microformatDataRenderer": {"title": found.title, "unlisted": False, "noindex": False}
        },
    }
    return _reply(page)


def channel_page(name: str, tab: str = "videos") -> bytes | None:
    found = channel(name)
    if found is None:
        return None
    tabs = [{"tabRenderer": _tab(found, title, selected=title == tab)} for title in _TABS]
    address = f"http://www.youtube.com/{found.handle}"
    page = {
        "contents": {"twoColumnBrowseResultsRenderer": {"tabs": tabs}},
        "header": {"pageHeaderRenderer": {"pageTitle": found.title}},
        "metadata": {
            "channelMetadataRenderer": {
                "title": found.title,
                "description": f"All of {found.title}",
                "externalId": found.channel_id,
                "channelUrl": f"https://www.youtube.com/channel/{found.channel_id}",
                "vanityChannelUrl": address,
                "ownerUrls": [address],
                "keywords": 'slow "made by hand"',
                "avatar": {
                    "thumbnails": [
                        {"url": "https://yt3.googleusercontent.com/a=s900", "width": 900, "height": 900}
                    ]
                },
            }
        },
        "microformat": {
            "microformatDataRenderer": {
                "title": found.title,
                "tags": ["slow", "made by hand"],
                "noindex": False,
            }
        },
    }
    return _reply(page)


def _tab(found: ChannelTruth, title: str, *, selected: bool) -> dict[str, Any]:
    url = f"/{found.handle}/{title}"
    shown: dict[str, Any] = {
        "title": title.title(),
        "selected": selected,
        "endpoint": endpoint(url, {"browseEndpoint": {}}),
    }
    if selected and title == "videos":
        shown["content"] = {"richGridRenderer": {"contents": _channel_items(found, 0)}}
    return shown


def _reply(page: dict[str, Any]) -> bytes:
    return b'{"responseContext":%b,%b' % (_CONTEXT, orjson.dumps(page)[1:])


def _continued(token: str) -> bytes | None:
    read = _read_token(token)
    if read is None:
        return None
    name, start = read
    if name.startswith("UC"):
        uploads = channel(name)
        items = _channel_items(uploads, start) if uploads else None
    else:
        listed = playlist(name)
        items = _playlist_items(listed, start) if listed else None
    if items is None:
        return None
    return _reply(
        {"onResponseReceivedActions": [{"appendContinuationItemsAction": {"continuationItems": items}}]}
    )


def _token(name: str, start: int) -> str:
    return base64.urlsafe_b64encode(f"\x12simulated:{name}:{start}:{'x' * 60}".encode()).decode()


def _read_token(token: str) -> tuple[str, int] | None:
    try:
        _, name, start, _ = base64.urlsafe_b64decode(token).decode().split(":")
        return name, int(start)
    except ValueError:
        return None


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


def _owner(found: CollectionTruth) -> dict[str, Any]:
    browse = {"browseEndpoint": {"browseId": found.channel_id}}
    return {"runs": [{"text": found.channel, "navigationEndpoint": browse}]}


def _playlist_items(found: CollectionTruth, start: int) -> list[dict[str, Any]]:
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


def _channel_items(found: ChannelTruth, start: int) -> list[dict[str, Any]]:
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
