"""yt-dlp's YouTube extractor, spared the work whose results nobody here reads.

Most of its time goes into caption addresses: for every language YouTube could translate into, in seven formats.
Should yt-dlp rename what is overridden here, all stays correct and only takes longer.
"""

from __future__ import annotations

from typing import Any

from yt_dlp.extractor import youtube


class YoutubeIE(youtube.YoutubeIE):  # type: ignore[misc] # yt-dlp is untyped
    # Named as its parent, because yt-dlp finds extractors and their arguments by name.
    _SUBTITLE_FORMATS = ("json3",)

    def _call_api(self, ep: str, *arguments: Any, **options: Any) -> Any:
        reply = super()._call_api(ep, *arguments, **options)
        if ep == "player" and isinstance(reply, dict):
            _slim(reply)
        return reply


def _slim(reply: dict[str, Any]) -> None:
    """Take out of a player reply what would only be computed with."""
    captions = reply.get("captions")
    renderer = captions.get("playerCaptionsTracklistRenderer") if isinstance(captions, dict) else None
    if isinstance(renderer, dict):
        renderer.pop("translationLanguages", None)
    streams = reply.get("streamingData")
    if isinstance(streams, dict):
        for name in ("formats", "adaptiveFormats"):
            streams[name] = _one_of_each_language(streams.get(name))
    reply.pop("storyboards", None)


def _one_of_each_language(formats: object) -> list[dict[str, Any]]:
    """That there are formats says that a video plays; their audio tracks tell the language it was made in."""
    if not isinstance(formats, list):
        return []
    by_language = {
        str((each.get("audioTrack") or {}).get("id")): each for each in formats if isinstance(each, dict)
    }
    return list(by_language.values())
