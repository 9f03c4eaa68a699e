"""Playlists and channels: `/youtubei/v1/browse`, `…/navigation/resolve_url`, 100 (or 30) videos a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import orjson

from simulators.sites.listing import channel_items, playlist_items, read_token
from simulators.sites.padding import endpoint, fragment, response_context, simple, text
from simulators.world.collections import ChannelTruth, CollectionTruth, channel, playlist

if TYPE_CHECKING:
    from simulators.net.messages import Request

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
        read = read_token(str(token))
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
                        "contents": playlist_items(found, 0),
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
        shown["content"] = {"richGridRenderer": {"contents": channel_items(found, 0)}}
    return shown


def _reply(page: dict[str, Any]) -> bytes:
    return b'{"responseContext":%b,%b' % (_CONTEXT, orjson.dumps(page)[1:])


def _continued(token: str) -> bytes | None:
    read = read_token(token)
    if read is None:
        return None
    name, start = read
    if name.startswith("UC"):
        uploads = channel(name)
        items = channel_items(uploads, start) if uploads else None
    else:
        listed = playlist(name)
        items = playlist_items(listed, start) if listed else None
    if items is None:
        return None
    return _reply(
        {"onResponseReceivedActions": [{"appendContinuationItemsAction": {"continuationItems": items}}]}
    )


def _owner(found: CollectionTruth) -> dict[str, Any]:
    browse = {"browseEndpoint": {"browseId": found.channel_id}}
    return {"runs": [{"text": found.channel, "navigationEndpoint": browse}]}
