"""Which addresses are asked at all, for pages and for sound."""

from __future__ import annotations

import pytest

from reelshelf.providers.ytdlp.addresses import is_media, is_youtube

SOUND = "https://rr3---sn-4g5ednsz.googlevideo.com/videoplayback?id=x"


def test_sound_comes_from_googles_hosts_for_it() -> None:
    assert is_media(SOUND)
    assert not is_youtube(SOUND)
    assert not is_media("https://www.youtube.com/watch?v=x")


@pytest.mark.parametrize(
    "address",
    [
        "http://rr3.googlevideo.com/videoplayback",
        "https://googlevideo.com.example.org/videoplayback",
        "https://evilgooglevideo.com/videoplayback",
        "https://rr3.googlevideo.com:8443/videoplayback",
        "https://rr3.googlevideo.com@169.254.169.254/videoplayback",
        "https://169.254.169.254/latest/meta-data?x=.googlevideo.com",
        "https://127.0.0.1/.googlevideo.com",
        "file:///etc/passwd",
        "//rr3.googlevideo.com/videoplayback",
        "https://[rr3.googlevideo.com/videoplayback",
        "",
    ],
)
def test_no_other_address_is_asked_for_sound(address: str) -> None:
    assert not is_media(address)
