"""`/youtubei/v1/next`: everything around the player: owner, date, chapters, related videos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from simulators.sites.padding import blob, endpoint, fragment, related_videos, response_context, simple, text
from simulators.world.chapters import timestamp
from simulators.world.collections import playlist
from simulators.world.troubles import NAMELESS, Trouble

if TYPE_CHECKING:
    from simulators.world.truth import Truth

_CONTEXT = fragment(response_context())
_RELATED = fragment(
    {
        "secondaryResults": {
            "results": related_videos(20),
            "trackingParams": blob("secondary", 40),
            "targetId": "watch-next-feed",
        }
    }
)
_COMMENTS = fragment(
    {
        "itemSectionRenderer": {
            "contents": [
                {
                    "continuationItemRenderer": {
                        "continuationEndpoint": {"continuationCommand": {"token": blob("c", 900)}}
                    }
                }
            ],
            "sectionIdentifier": "comment-item-section",
        }
    }
)
_TOPBAR = fragment(
    {
        "desktopTopbarRenderer": {
            "logo": {
                "topbarLogoRenderer": {
                    "iconImage": {"iconType": "YOUTUBE_LOGO"},
                    "tooltipText": text("YouTube Home"),
                }
            },
            "topbarButtons": [
                {"buttonRenderer": {"icon": {"iconType": "X"}, "trackingParams": blob(f"t{i}", 400)}}
                for i in range(12)
            ],
            "hotkeyDialog": {
                "hotkeyDialogRenderer": {"sections": [{"label": text(f"Hotkey {i}")} for i in range(50)]}
            },
        }
    }
)
_FRAMEWORK = fragment(
    {
        "entityBatchUpdate": {
            "mutations": [
                {
                    "entityKey": blob(f"m{i}", 60),
                    "type": "ENTITY_MUTATION_TYPE_REPLACE",
                    "payload": {
                        "offlineabilityEntity": {
                            "key": blob(f"m{i}", 60),
                            "addToOfflineButtonState": "UNKNOWN",
                        }
                    },
                }
                for i in range(60)
            ]
        }
    }
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def reply(video: Truth, trouble: Trouble | None, playlist_id: str = "") -> bytes:
    """The whole answer as JSON, some 120 kB; for a video that is not told about, a stub of it."""
    nameless = trouble in NAMELESS
    column = b"[]" if nameless else b"[%b,%b,%b]" % (_primary(video, trouble), _secondary(video), _COMMENTS)
    return (
        b'{"responseContext":%b,"contents":{"twoColumnWatchNextResults":{"results":{"results":{"contents":%b,'
        b'"trackingParams":"CAMQqs8C"}},"secondaryResults":%b%b}},"currentVideoEndpoint":%b,"engagementPanels":%b,'
        b'"playerOverlays":%b,"topbar":%b,"frameworkUpdates":%b}'
    ) % (
        _CONTEXT,
        column,
        _RELATED,
        _playlist_panel(playlist_id) if playlist_id else b"",
        orjson.dumps({"watchEndpoint": {"videoId": video.youtube_id}}),
        orjson.dumps([] if nameless else _panels(video)),
        orjson.dumps({} if nameless else _overlays(video)),
        _TOPBAR,
        _FRAMEWORK,
    )


def _playlist_panel(playlist_id: str) -> bytes:
    """The list beside the video on `watch?v=…&list=…`; programs follow its address to the whole list."""
    found = playlist(playlist_id)
    if found is None:
        return b""
    address = endpoint(f"/playlist?list={playlist_id}", {"browseEndpoint": {"browseId": f"VL{playlist_id}"}})
    panel = {"playlistId": playlist_id, "title": found.title, "endpoint": address, "contents": []}
    return b',"playlist":%b' % orjson.dumps({"playlist": panel})


def date_text(video: Truth) -> str:
    """The day as the English page writes it: `Nov 5, 2023`."""
    day = video.published_at
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _primary(video: Truth, trouble: Trouble | None) -> bytes:
    live = trouble is Trouble.LIVE_NOW
    count = f"{video.view_count:,} " + ("watching now" if live else "views")
    when = f"Started streaming on {date_text(video)}" if live else date_text(video)
    return orjson.dumps(
        {
            "videoPrimaryInfoRenderer": {
                "title": text(video.title),
                "viewCount": {"videoViewCountRenderer": {"viewCount": simple(count), "isLive": live}},
                "videoActions": {
                    "menuRenderer": {"topLevelButtons": [_likes(video)], "trackingParams": blob("menu", 40)}
                },
                "dateText": simple(when),
                "relativeDateText": simple("2 years ago"),
            }
        }
    )


def _likes(video: Truth) -> dict[str, Any]:
    inner: dict[str, Any] = {
        "buttonViewModel": {
            "accessibilityText": f"like this video along with {video.like_count:,} other people"
        }
    }
    for name in ("defaultButtonViewModel", "toggleButtonViewModel", "toggleButtonViewModel"):
        inner = {name: inner}
    for name in ("likeButtonViewModel", "likeButtonViewModel", "segmentedLikeDislikeButtonViewModel"):
        inner = {name: inner}
    return inner


def _secondary(video: Truth) -> bytes:
    browse = {"browseEndpoint": {"browseId": video.channel_id, "canonicalBaseUrl": f"/{video.handle}"}}
    owner = {
        "title": {
            "runs": [{"text": video.channel, "navigationEndpoint": endpoint(f"/{video.handle}", browse)}]
        },
        "navigationEndpoint": endpoint(f"/{video.handle}", browse),
        "subscriberCountText": simple("123K subscribers"),
    }
    return orjson.dumps(
        {
            "videoSecondaryInfoRenderer": {
                "owner": {"videoOwnerRenderer": owner},
                "attributedDescription": {"content": video.description},
                "metadataRowContainer": {"metadataRowContainerRenderer": {"collapsedItemCount": 0}},
            }
        }
    )


def _panels(video: Truth) -> list[dict[str, Any]]:
    description: dict[str, Any] = {
        "items": [
            {
                "videoDescriptionHeaderRenderer": {
                    "title": text(video.title),
                    "channel": simple(video.channel),
                    "publishDate": simple(date_text(video)),
                }
            },
            {
                "expandableVideoDescriptionBodyRenderer": {
                    "attributedDescriptionBodyText": {"content": video.description}
                }
            },
        ]
    }
    panels = [
        _panel(
            "engagement-panel-structured-description", {"structuredDescriptionContentRenderer": description}
        )
    ]
    if video.chapter_source == "youtube":
        markers = {"contents": _markers(video), "syncButtonLabel": simple("Sync to video time")}
        panels.append(
            _panel(
                "engagement-panel-macro-markers-description-chapters", {"macroMarkersListRenderer": markers}
            )
        )
    return panels


def _panel(name: str, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "engagementPanelSectionListRenderer": {"panelIdentifier": name, "content": content, "targetId": name}
    }


def _markers(video: Truth) -> list[dict[str, Any]]:
    return [
        {
            "macroMarkersListItemRenderer": {
                "title": simple(chapter.title),
                "timeDescription": simple(timestamp(chapter.start_seconds)),
                "onTap": {
                    "watchEndpoint": {"videoId": video.youtube_id, "startTimeSeconds": chapter.start_seconds}
                },
                "macroMarkerRepeatButton": {
                    "toggleButtonRenderer": {"trackingParams": blob(chapter.title, 60)}
                },
            }
        }
        for chapter in video.chapters
    ]


def _overlays(video: Truth) -> dict[str, Any]:
    found: dict[str, Any] = {
        "videoDetails": {"playerOverlayVideoDetailsRenderer": {"title": simple(video.title)}}
    }
    if video.chapter_source == "youtube":
        chapters = [
            {
                "chapterRenderer": {
                    "title": simple(chapter.title),
                    "timeRangeStartMillis": chapter.start_seconds * 1000,
                }
            }
            for chapter in video.chapters
        ]
        bar = {
            "multiMarkersPlayerBarRenderer": {
                "markersMap": [{"key": "DESCRIPTION_CHAPTERS", "value": {"chapters": chapters}}]
            }
        }
        found["decoratedPlayerBarRenderer"] = {"decoratedPlayerBarRenderer": {"playerBar": bar}}
    return {"playerOverlayRenderer": found}
