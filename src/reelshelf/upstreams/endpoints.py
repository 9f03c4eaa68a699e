"""Every part of an upstream that has a budget of its own, and what it is believed to allow.

A prior is where the pace begins. For YouTube it is a guess that is corrected by what happens, upwards too, for
documented limits it is the limit, and is never exceeded.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from reelshelf.upstreams.store import Endpoint

PLAYER_SHARE, TIMEDTEXT_SHARE, BROWSE_SHARE = 0.6, 0.3, 0.1
"""Of YouTube's requests an hour: two for a video to one for its captions, and the rest for pages of playlists."""

OEMBED_PER_HOUR = 600.0
"""One a video, and only where everything else has failed."""
THUMBNAILS_PER_HOUR = 180_000.0
"""Pictures come from a delivery network that is made for whole pages of them."""
MEDIA_PER_HOUR = 120.0
"""Audio for speech-to-text: large replies, and never many."""
DATA_API_PER_HOUR = 1200.0
"""Fifty videos a request: far more than the 10,000 units a day last, and that is a hold when they are used up."""
SPEECH_UNIT_SECONDS = 300.0
"""Speech recognition is paid for in units of so much sound: a part of ten minutes costs two."""
SPEECH_LEAST_COST = 0.2
"""Of a few seconds of sound, too. With it one pace keeps both limits of Groq: the seconds an hour, and 20 requests a
minute, since a burst and a minute's refill are no more than that together.
"""
SPEECH_SECONDS_PER_HOUR = 7_200.0
"""What Groq gives everybody: a quarter of a day's 28,800."""
SPEECH_BURST = 2.4


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Costs are requests. `player`: `next` and `player`, two a video. `browse`: pages of playlists and channels."""

    player: Endpoint
    timedtext: Endpoint
    browse: Endpoint
    media: Endpoint
    oembed: Endpoint
    thumbnails: Endpoint
    data_api: Endpoint
    groq: Endpoint
    """Costs are units of sound."""

    @property
    def all(self) -> tuple[Endpoint, ...]:
        return tuple(getattr(self, each.name) for each in fields(self))


def endpoints_for(
    youtube_requests_per_hour: float, *, speech_seconds_per_day: float = 4 * SPEECH_SECONDS_PER_HOUR
) -> Endpoints:
    """`youtube_requests_per_hour`: what one address may ask of YouTube, divided among its endpoints.

    `speech_seconds_per_day`: of sound, by the settings; who pays for more may send more in an hour, too.
    """
    speech_per_hour = max(speech_seconds_per_day / 4, SPEECH_SECONDS_PER_HOUR) / SPEECH_UNIT_SECONDS
    return Endpoints(
        player=Endpoint("youtube.player", PLAYER_SHARE * youtube_requests_per_hour),
        timedtext=Endpoint("youtube.timedtext", TIMEDTEXT_SHARE * youtube_requests_per_hour),
        browse=Endpoint("youtube.browse", BROWSE_SHARE * youtube_requests_per_hour, concurrency=4),
        media=Endpoint("youtube.media", MEDIA_PER_HOUR, concurrency=2),
        oembed=Endpoint("youtube.oembed", OEMBED_PER_HOUR, concurrency=8),
        thumbnails=Endpoint("youtube.thumbnails", THUMBNAILS_PER_HOUR),
        data_api=Endpoint(
            "youtube.data_api", DATA_API_PER_HOUR, concurrency=4, ceiling_per_hour=DATA_API_PER_HOUR
        ),
        groq=Endpoint(
            "groq", speech_per_hour, concurrency=4, ceiling_per_hour=speech_per_hour, most_burst=SPEECH_BURST
        ),
    )
