"""Answers that nobody knows yet: each is logged once with its text, so that it can join the tables of symptoms."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from reelshelf.upstreams.failures import UNRECOGNISED

if TYPE_CHECKING:
    from reelshelf.upstreams.failures import Failure

log = logging.getLogger(__name__)

MOST_REMEMBERED = 1000
_VARYING = re.compile(r"[A-Za-z0-9_-]{11,}|[0-9]+")
"""Ids, keys and numbers: the same sentence about another video is no news."""


class Strangers:
    """`meet` is told of every failure, and says those it does not know the first time it hears them."""

    def __init__(self) -> None:
        self._met: set[tuple[str, str]] = set()

    def meet(self, upstream: str, failure: Failure) -> None:
        if failure.code != UNRECOGNISED:
            return
        text = (upstream, _VARYING.sub("…", failure.detail))
        if text in self._met or len(self._met) >= MOST_REMEMBERED:
            return
        self._met.add(text)
        log.warning("%s said something unknown, taken for passing: %s", upstream, failure.detail)
