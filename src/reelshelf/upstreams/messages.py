"""What a person reads when something cannot be had. English; the web app translates by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reelshelf.upstreams.failures import Failure

PAUSE = "Short pause: YouTube asked us to slow down. It continues by itself."
LATER = "This did not work just now. It is tried again by itself."

MESSAGES: dict[str, str] = {
    # kinds
    "rate_limited": PAUSE,
    "blocked": PAUSE,
    "quota_exhausted": "Today's budget is used up. It continues by itself.",
    "transient": LATER,
    "network": "There is no connection to YouTube right now. It is tried again by itself.",
    "client_outdated": "YouTube has changed something. An update of Reelshelf will bring this video.",
    "not_yet": "This video is not out yet. It is fetched once it is.",
    "gone": "This video is private or was deleted.",
    "no_access": "This video cannot be opened by everyone.",
    "no_captions": "This video has no captions.",
    "other_language": "This video has captions in other languages only.",
    "captions_unknown": "Captions follow by themselves.",
    "split": LATER,
    "waiting_for_budget": "Waiting for its turn. It continues by itself.",
    "admin_action": "Something in the settings needs attention. `reelshelf doctor` says what.",
    "invalid_input": "This is not a video that YouTube knows.",
    "bug": "Something went wrong on our side. It is tried again by itself.",
    # gone
    "video_private": "This video is private.",
    "video_deleted": "This video was deleted.",
    "video_unavailable": "This video is private or was deleted.",
    "account_closed": "The channel of this video no longer exists.",
    "collection_gone": "This playlist or channel is private or was deleted.",
    "collection_empty": "There are no videos in this playlist or channel.",
    # no access
    "age_restricted": "This video is age-restricted.",
    "members_only": "This video is for members of its channel only.",
    "paid_only": "This video has to be paid for.",
    "region_blocked": "This video is not available in this country.",
    "login_required": "This video can only be seen when signed in to YouTube.",
    "drm_protected": "This video is copy-protected.",
    "not_embeddable": "This video is private or may only be watched on YouTube.",
    "playlist_unviewable": "YouTube makes this playlist up anew for everyone; it cannot be imported.",
    # not yet
    "live_not_yet": "This video has not begun yet. It is fetched once it is over.",
    "live_now": "This video is live right now. It is fetched once it is over.",
    "still_processing": "YouTube is still preparing this video. It is fetched once it is ready.",
    # settings
    "proxy_refused": "The proxy refused the connection. `reelshelf doctor` says more.",
    "certificate_untrusted": "The connection is not trusted. `reelshelf doctor` says more.",
    "cookies_unreadable": "The file with YouTube cookies cannot be read. `reelshelf doctor` says more.",
    "api_key_refused": "A key in the settings was refused. `reelshelf doctor` says which.",
    "model_unknown": "The speech model in the settings is unknown. `reelshelf doctor` says more.",
}
"""One plain sentence or two for each kind and each code of `Failure`."""


def message_for(failure: Failure) -> str:
    """The sentence for this failure's code, or for its kind."""
    return MESSAGES.get(failure.code) or MESSAGES[failure.kind.value]
