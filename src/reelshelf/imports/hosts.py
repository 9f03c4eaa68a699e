"""Which web hosts show YouTube videos, and which only pass on to them."""

from __future__ import annotations

import re
from typing import Literal

Site = Literal["youtube", "short", "image", "frontend"]

_YOUTUBE = re.compile(
    r"(?:[a-z0-9-]+\.)*(?:youtube(?:-nocookie|kids|education)?\.com|youtube\.googleapis\.com)\Z"
)
_SHORT = frozenset({"youtu.be", "www.youtu.be", "m.youtu.be", "y2u.be"})
_IMAGE = re.compile(r"(?:i[0-9]?|img|s)\.(?:ytimg|youtube)\.com\Z")
_FRONTEND_PREFIX = re.compile(r"(?:www\.)?(?:invidious|piped|yt)\.(?:[a-z0-9-]+\.)*[a-z0-9-]{2,}\Z")
# Public instances of Invidious, Piped, CloudTube, Poke, Hyperpipe and the like; all keep YouTube's own ids.
_FRONTENDS = frozenset(
    {
        "yewtu.be",
        "inv.nadeko.net",
        "inv.tux.pizza",
        "inv.riverside.rocks",
        "inv.bp.projectsegfau.lt",
        "inv.us.projectsegfau.lt",
        "inv.in.projectsegfau.lt",
        "inv.makerlab.tech",
        "inv.zzls.xyz",
        "iv.ggtyler.dev",
        "iv.melmac.space",
        "iv.datura.network",
        "iv.nboeck.de",
        "id.420129.xyz",
        "vid.puffyan.us",
        "vid.priv.au",
        "y.com.sb",
        "nyc1.iv.ggtyler.dev",
        "anontube.lvkaszus.pl",
        "youtube.076.ne.jp",
        "youtube.owacon.moe",
        "invidio.us",
        "redirect.invidious.io",
        "invidio.xamh.de",
        "piped.video",
        "watch.leptons.xyz",
        "watch.whatever.social",
        "watch.thekitty.zone",
        "cf.piped.video",
        "tube.cadence.moe",
        "cloudtube.com",
        "poketube.fun",
        "hyperpipe.surge.sh",
        "beatbump.ml",
        "viewtube.io",
        "tubo.media",
        "hooktube.com",
        "safeyoutube.net",
        "yout-ube.com",
        "www.yout-ube.com",
        "cinemaphile.com",
    }
)

_GOOGLE = re.compile(r"(?:[a-z]+\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?\Z")
# Where the real address hides: parameters in order of preference.
_PASSES_ON = {
    "l.facebook.com": ("u",),
    "lm.facebook.com": ("u",),
    "l.instagram.com": ("u",),
    "l.messenger.com": ("u",),
    "l.threads.com": ("u",),
    "out.reddit.com": ("url",),
    "duckduckgo.com": ("uddg",),
    "slack-redir.net": ("url",),
    "t.umblr.com": ("z",),
    "vk.com": ("to",),
    "away.vk.com": ("to",),
    "steamcommunity.com": ("u", "url"),
    "www.linkedin.com": ("url",),
}
_GOOGLE_PARAMETERS = ("q", "url", "continue", "followup")
_YOUTUBE_PARAMETERS = ("continue", "u", "next", "next_url", "q", "url", "followup")


def site_of(host: str) -> Site | None:
    """What kind of site a lower-case host is; None for everything that does not show YouTube videos."""
    if _IMAGE.match(host):
        return "image"
    if _YOUTUBE.match(host):
        return "youtube"
    if host in _SHORT:
        return "short"
    return "frontend" if host in _FRONTENDS or _FRONTEND_PREFIX.match(host) else None


def forwarding_parameters(host: str) -> tuple[str, ...]:
    """Names of the query parameters in which a site that passes on carries the real address."""
    if _YOUTUBE.match(host):
        return _YOUTUBE_PARAMETERS
    if host.endswith(".safelinks.protection.outlook.com"):
        return ("url",)
    return _GOOGLE_PARAMETERS if _GOOGLE.match(host) else _PASSES_ON.get(host, ())
