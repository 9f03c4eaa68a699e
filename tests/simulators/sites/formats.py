"""`streamingData`: the formats of a video, with addresses as long as the real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulators.sites import webm
from simulators.sites.padding import blob, fragment

if TYPE_CHECKING:
    from simulators.world.truth import Truth

_EXPIRES_IN_SECONDS = 21540
_VIDEO = (
    (137, "hd1080", 1920, 1080, 'video/mp4; codecs="avc1.640028"', 2_800_000),
    (248, "hd1080", 1920, 1080, 'video/webm; codecs="vp9"', 1_500_000),
    (399, "hd1080", 1920, 1080, 'video/mp4; codecs="av01.0.08M.08"', 1_100_000),
    (136, "hd720", 1280, 720, 'video/mp4; codecs="avc1.64001f"', 1_300_000),
    (247, "hd720", 1280, 720, 'video/webm; codecs="vp9"', 820_000),
    (398, "hd720", 1280, 720, 'video/mp4; codecs="av01.0.05M.08"', 600_000),
    (135, "large", 854, 480, 'video/mp4; codecs="avc1.4d401f"', 640_000),
    (244, "large", 854, 480, 'video/webm; codecs="vp9"', 420_000),
    (397, "large", 854, 480, 'video/mp4; codecs="av01.0.04M.08"', 330_000),
    (134, "medium", 640, 360, 'video/mp4; codecs="avc1.4d401e"', 350_000),
    (243, "medium", 640, 360, 'video/webm; codecs="vp9"', 240_000),
    (396, "medium", 640, 360, 'video/mp4; codecs="av01.0.01M.08"', 190_000),
    (133, "small", 426, 240, 'video/mp4; codecs="avc1.4d4015"', 170_000),
    (242, "small", 426, 240, 'video/webm; codecs="vp9"', 120_000),
    (160, "tiny", 256, 144, 'video/mp4; codecs="avc1.4d400c"', 80_000),
    (278, "tiny", 256, 144, 'video/webm; codecs="vp9"', 70_000),
)
_AUDIO = (
    (140, "AUDIO_QUALITY_MEDIUM", 'audio/mp4; codecs="mp4a.40.2"', 129_000),
    (139, "AUDIO_QUALITY_LOW", 'audio/mp4; codecs="mp4a.40.5"', 48_000),
    (251, "AUDIO_QUALITY_MEDIUM", 'audio/webm; codecs="opus"', 131_000),
    (250, "AUDIO_QUALITY_LOW", 'audio/webm; codecs="opus"', 68_000),
    (249, "AUDIO_QUALITY_LOW", 'audio/webm; codecs="opus"', 51_000),
)


def _address(itag: int) -> str:
    return (
        "https://rr3---sn-4g5ednsz.googlevideo.com/videoplayback?expire=1999999999&ei=%(tail)s&ip=203.0.113.7"
        f"&docid=%(id)s&id=o-A%(tail)s&itag={itag}&source=youtube&requiressl=yes&xpc=EgVo2aDSNQ%%3D%%3D&met=1764000000%%2C"
        "&mh=7c&mm=31%%2C29&mn=sn-4g5ednsz%%2Csn-4g5e6nsy&ms=au%%2Crdu&mv=m&mvi=3&pl=24&rms=au%%2Cau&initcwndbps=3487500"
        f"&bui={blob(f'bui{itag}', 43)}&vprv=1&svpuc=1&spc={blob(f'spc{itag}', 60)}"
        "&mime=video%%2Fmp4&rqh=1&gir=yes"
        "&dur=%(seconds)s.000&lmt=1718294712345678&mt=1764000123&fvip=4&keepalive=yes&fexp=51326932%%2C51331020&c=VISIONOS"
        f"&sver=3&txp=5535434&len=%(audio_bytes)s&sparams=expire%%2Cei%%2Cip%%2Cid%%2Citag%%2Csource%%2Crequiressl%%2Cxpc"
        f"%%2Cbui%%2Cspc%%2Cvprv%%2Csvpuc%%2Cmime%%2Crqh%%2Cgir%%2Cclen%%2Cdur%%2Clmt&sig=AJf"
        f"{blob(f'sig{itag}', 93)}"
        f"&lsparams=met%%2Cmh%%2Cmm%%2Cmn%%2Cms%%2Cmv%%2Cmvi%%2Cpl%%2Crms%%2Cinitcwndbps"
        f"&lsig=APa{blob(f'l{itag}', 92)}"
    )


def _common(itag: int, mime: str, bitrate: int) -> dict[str, Any]:
    return {
        "itag": itag,
        "url": _address(itag),
        "mimeType": mime,
        "bitrate": bitrate,
        "averageBitrate": bitrate * 9 // 10,
        "initRange": {"start": "0", "end": "741"},
        "indexRange": {"start": "742", "end": "1313"},
        "lastModified": "1718294712345678",
        "contentLength": "%(audio_bytes)s",
        "projectionType": "RECTANGULAR",
        "approxDurationMs": "%(seconds)s000",
    }


def _template() -> bytes:
    video = [
        {
            **_common(itag, mime, rate),
            "width": width,
            "height": height,
            "quality": quality,
            "fps": 30,
            "qualityLabel": f"{height}p",
            "qualityOrdinal": f"QUALITY_ORDINAL_{height}P",
        }
        for itag, quality, width, height, mime, rate in _VIDEO
    ]
    audio = [
        {
            **_common(itag, mime, rate),
            "quality": "tiny",
            "audioQuality": quality,
            "audioSampleRate": "48000",
            "audioChannels": 1,
            "loudnessDb": -3.1,
            "highReplication": True,
        }
        for itag, quality, mime, rate in _AUDIO
    ]
    both = {
        **_common(18, 'video/mp4; codecs="avc1.42001E, mp4a.40.2"', 480_000),
        "width": 640,
        "height": 360,
        "quality": "medium",
        "fps": 30,
        "qualityLabel": "360p",
        "audioQuality": "AUDIO_QUALITY_LOW",
    }
    return fragment(
        {
            "expiresInSeconds": str(_EXPIRES_IN_SECONDS),
            "formats": [both],
            "adaptiveFormats": [*video, *audio],
            "serverAbrStreamingUrl": _address(0).replace("&itag=0", ""),
        }
    )


_TEMPLATE = _template()


def streaming(video: Truth) -> bytes:
    """`streamingData` as JSON. All sizes are those of the audio that the simulator really serves."""
    name = video.youtube_id.encode()
    return _TEMPLATE % {
        b"id": name,
        b"tail": name * 3,
        b"seconds": str(video.duration_seconds).encode(),
        b"audio_bytes": str(webm.size(video.duration_seconds, video.youtube_id)).encode(),
    }


def live_streaming(video: Truth) -> bytes:
    """`streamingData` of a running broadcast: a manifest, and formats without an end."""
    formats = [
        {
            "itag": 137,
            "url": "https://rr3---sn-4g5ednsz.googlevideo.com/videoplayback?live=1",
            "mimeType": _VIDEO[0][4],
            "bitrate": 4_000_000,
            "targetDurationSec": 5.0,
            "maxDvrDurationSec": 43200,
            "quality": "hd1080",
            "width": 1920,
            "height": 1080,
            "fps": 30,
        }
    ]
    manifest = f"https://manifest.googlevideo.com/api/manifest/hls_variant/id/{video.youtube_id}.1/playlist/index.m3u8"
    return fragment({"expiresInSeconds": "21540", "adaptiveFormats": formats, "hlsManifestUrl": manifest})
