"""`/youtubei/v1/player`: what a video is, its formats and its caption tracks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from simulators.sites import formats
from simulators.sites.padding import blob, fragment, response_context, simple, text, thumbnails
from simulators.sites.refusals import playability
from simulators.world.languages import TRANSLATION_LANGUAGES
from simulators.world.troubles import NAMELESS, UNPLAYABLE, Trouble

if TYPE_CHECKING:
    from simulators.world.truth import TrackTruth, Truth

_CONTEXT = fragment(response_context())
_TRANSLATIONS = fragment(
    [{"languageCode": code, "languageName": text(name)} for code, name in TRANSLATION_LANGUAGES.items()]
)
_TRACKING = fragment(
    {
        name: {"baseUrl": f"https://s.youtube.com/api/{name}?ei={blob(name, 22)}&fexp={blob(name, 900)}"}
        for name in (
            "videostatsPlaybackUrl",
            "videostatsDelayplayUrl",
            "videostatsWatchtimeUrl",
            "ptrackingUrl",
            "qoeUrl",
        )
    }
)
_CONFIG = fragment(
    {
        "audioConfig": {"loudnessDb": -3.1, "perceptualLoudnessDb": -17.1, "enablePerFormatLoudness": True},
        "mediaCommonConfig": {
            "dynamicReadaheadConfig": {"maxReadAheadMediaTimeMs": 120000, "minReadAheadMediaTimeMs": 15000},
            "mediaUstreamerRequestConfig": {"videoPlaybackUstreamerConfig": blob("ustreamer", 4200)},
        },
        "streamSelectionConfig": {"maxBitrate": "8040000"},
    }
)
_ATTESTATION = fragment({"playerAttestationRenderer": {"challenge": "a=6&b=" + blob("attestation", 220)}})


def reply(video: Truth, trouble: Trouble | None, *, translations: bool = True) -> bytes:
    """The whole answer as JSON, some 60 kB for a video that plays.

    `translations`: whether it names the 149 languages that captions can be translated into.
    """
    if trouble in NAMELESS:
        return b'{"responseContext":%b,"playabilityStatus":%b,"trackingParams":"CAAQu2kiEwj"}' % (
            _CONTEXT,
            orjson.dumps(playability(trouble)),
        )
    parts = {b"responseContext": _CONTEXT, b"videoDetails": orjson.dumps(_details(video, trouble))}
    if trouble in UNPLAYABLE:
        parts[b"playabilityStatus"] = orjson.dumps(playability(trouble))
    else:
        parts |= _playable(video, trouble)
        if trouble is not Trouble.CAPTIONS_DISABLED and trouble is not Trouble.LIVE_NOW:
            parts[b"captions"] = _captions(video, trouble, _TRANSLATIONS if translations else b"[]")
    return b"{%b}" % b",".join(b'"%b":%b' % pair for pair in parts.items())


def _playable(video: Truth, trouble: Trouble | None) -> dict[bytes, bytes]:
    live = trouble is Trouble.LIVE_NOW
    parts = {
        b"playabilityStatus": b'{"status":"OK","playableInEmbed":true,"contextParams":"Q0FFU0FnZ0E="}',
        b"streamingData": formats.live_streaming(video) if live else formats.streaming(video),
        b"playbackTracking": _TRACKING,
        b"playerConfig": _CONFIG,
        b"attestation": _ATTESTATION,
    }
    if not live:
        parts[b"storyboards"] = orjson.dumps(_storyboards(video))
    return parts


def _details(video: Truth, trouble: Trouble | None) -> dict[str, Any]:
    live = trouble is Trouble.LIVE_NOW
    upcoming = trouble in {Trouble.PREMIERE, Trouble.UPCOMING_LIVE}
    found: dict[str, Any] = {
        "videoId": "dQw4w9WgXcQ" if trouble is Trouble.WRONG_VIDEO else video.youtube_id,
        "title": video.title,
        "lengthSeconds": "0" if live or trouble is Trouble.UPCOMING_LIVE else str(video.duration_seconds),
        "keywords": video.title.lower().split()[:8],
        "channelId": video.channel_id,
        "isOwnerViewing": False,
        "shortDescription": video.description,
        "isCrawlable": True,
        "thumbnail": thumbnails(video.youtube_id),
        "allowRatings": True,
        "viewCount": str(video.view_count),
        "author": video.channel,
        "isPrivate": False,
        "isUnpluggedCorpus": False,
        "isLiveContent": live or trouble is Trouble.UPCOMING_LIVE,
    }
    if live:
        found |= {"isLive": True, "isLiveDvrEnabled": True}
    if upcoming:
        found |= {"isUpcoming": True}
    return found


def _captions(video: Truth, trouble: Trouble | None, translations: bytes) -> bytes:
    tracks = [_track(video, track, trouble) for track in video.tracks]
    body = (
        b'"audioTracks":[{"captionTrackIndices":%b}],"translationLanguages":%b,"defaultAudioTrackIndex":0'
        % (
            orjson.dumps(list(range(len(tracks)))),
            translations,
        )
    )
    listed = b'"captionTracks":%b,' % orjson.dumps(tracks) if tracks else b""
    return b'{"playerCaptionsTracklistRenderer":{%b%b}}' % (listed, body)


def _track(video: Truth, track: TrackTruth, trouble: Trouble | None) -> dict[str, Any]:
    address = (
        f"https://www.youtube.com/api/timedtext?v={video.youtube_id}&ei={blob(video.youtube_id, 22)}"
        "&caps=asr&opi=112496729&xoaf=5&xowf=1&hl=en&ip=0.0.0.0&ipbits=0&expire=1999999999&sparams=ip%2Cipbits%2Cexpire%2Cv%2Cei%2Ccaps%2Copi%2Cxoaf"
        f"&signature={blob(video.youtube_id, 81)}&key=yt8"
        + ("&kind=asr" if track.automatic else "")
        + f"&lang={track.language}"
        + ("&variant=gemini&exp=xpe" if trouble is Trouble.CAPTIONS_NEED_TOKEN else "")
    )
    found: dict[str, Any] = {
        "baseUrl": address,
        "name": text(track.name),
        "vssId": ("a." if track.automatic else ".") + track.language,
        "languageCode": track.language,
        "isTranslatable": True,
        "trackName": "",
    }
    return {**found, "kind": "asr"} if track.automatic else found


def _storyboards(video: Truth) -> dict[str, Any]:
    base = f"https://i.ytimg.com/sb/{video.youtube_id}/storyboard3_L$L/$N.jpg?sqp={blob('sqp', 60)}"
    frames = max(1, min(100, video.duration_seconds))
    boards = (
        f"48#27#{frames}#10#10#0#default",
        f"80#45#{frames}#10#10#2000#M$M",
        f"160#90#{frames}#5#5#2000#M$M",
    )
    spec = "|".join([base, *(f"{board}#rs$AOn4{blob(board, 40)}" for board in boards)])
    return {"playerStoryboardSpecRenderer": {"spec": spec, "recommendedLevel": 2, "title": simple("")}}
