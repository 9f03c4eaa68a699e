"""Thumbnails: a small real JPEG per video, two colours running into each other."""

from __future__ import annotations

from functools import lru_cache

from simulators.sites.jpeg import gradient
from simulators.world import dice

_SIZES = {"default": (120, 90), "mqdefault": (320, 180), "hqdefault": (480, 360), "sddefault": (640, 480)}
_VARIANTS = 64


def body(youtube_id: str, name: str) -> bytes:
    """A JPEG of (nearly) the size that YouTube has under this name; the same id always looks the same."""
    width, height = _SIZES.get(name, _SIZES["mqdefault"])
    return _variant(dice.number(youtube_id, "colour") % _VARIANTS, width, height)


def exists(name: str) -> bool:
    """As in reality, the largest ones are not there for every video; here, for none."""
    return name in _SIZES or name in {"0", "1", "2", "3", "mq1", "mq2", "mq3", "hq1", "hq2", "hq3"}


@lru_cache(maxsize=256)
def _variant(number: int, width: int, height: int) -> bytes:
    start = (90 + number * 37 % 110, 60 + number * 53 % 140, 60 + number * 71 % 140)
    end = (40 + number * 29 % 130, 60 + number * 89 % 140, 60 + number * 31 % 140)
    return gradient(width, height, start, end)
