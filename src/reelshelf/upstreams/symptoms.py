"""What upstreams say when something is wrong, and what it means. Tables only; `failures.classify` reads them.

Texts are matched in lower case, with straight apostrophes, in the order they stand here.
"""

from __future__ import annotations

from typing import NamedTuple

from reelshelf.upstreams.kinds import FailureKind


class Verdict(NamedTuple):
    """A kind, and the code that tells a person more than the kind does."""

    kind: FailureKind
    code: str = ""


class Symptom(NamedTuple):
    """Any of `texts` in a message means `verdict`."""

    texts: tuple[str, ...]
    verdict: Verdict


REFUSALS = (
    Symptom(
        (
            "http error 429",
            "too many requests",
            "rate-limited",
            "rate limit",
            "isn't available, try again later",
        ),
        Verdict(FailureKind.RATE_LIMITED),
    ),
    Symptom(
        (
            "not a bot",
            "your ip is likely being blocked",
            "captcha",
            "unusual traffic",
            "http error 402",
            "http error 403",
        ),
        Verdict(FailureKind.BLOCKED),
    ),
)
"""They come first and count in warnings too: a rate limit may begin with "Video unavailable"."""

CONNECTION = (
    Symptom(("http error 407", "proxy authentication"), Verdict(FailureKind.ADMIN_ACTION, "proxy_refused")),
    Symptom(
        ("certificate verify failed", "certificate_verify_failed"),
        Verdict(FailureKind.ADMIN_ACTION, "certificate_untrusted"),
    ),
)
"""What stands in the way before any upstream is reached, whoever asks."""

YT_DLP = (
    Symptom(
        ("private video", "video is private", "playlist is private", "granted access to this video"),
        Verdict(FailureKind.GONE, "video_private"),
    ),
    Symptom(
        (
            "confirm your age",
            "age-restricted",
            "age restricted",
            "inappropriate for some users",
            "verify your age",
        ),
        Verdict(FailureKind.NO_ACCESS, "age_restricted"),
    ),
    Symptom(
        ("members-only", "members only", "join this channel", "channel's members"),
        Verdict(FailureKind.NO_ACCESS, "members_only"),
    ),
    Symptom(
        (
            "premium members",
            "youtube premium",
            "requires payment",
            "purchase",
            "rent this",
            "rental",
            "is paid",
        ),
        Verdict(FailureKind.NO_ACCESS, "paid_only"),
    ),
    Symptom(
        (
            "in your country",
            "in your location",
            "in your region",
            "from your location",
            "geo restrict",
            "geo-restrict",
        ),
        Verdict(FailureKind.NO_ACCESS, "region_blocked"),
    ),
    Symptom(("drm protect",), Verdict(FailureKind.NO_ACCESS, "drm_protected")),
    Symptom(
        ("playback on other websites has been disabled",), Verdict(FailureKind.NO_ACCESS, "not_embeddable")
    ),
    Symptom(
        ("this video is restricted", "google workspace"), Verdict(FailureKind.NO_ACCESS, "login_required")
    ),
    Symptom(
        (
            "live event will begin",
            "premieres in",
            "premiere will begin",
            "live event has not started",
            "will begin shortly",
            "scheduled to begin",
            "starts in",
        ),
        Verdict(FailureKind.NOT_YET, "live_not_yet"),
    ),
    Symptom(
        ("processing this video", "still being processed", "still processing"),
        Verdict(FailureKind.NOT_YET, "still_processing"),
    ),
    Symptom(
        ("account associated with this video has been", "uploader has closed", "account has been terminated"),
        Verdict(FailureKind.GONE, "account_closed"),
    ),
    # Blocked by whoever owns a part of it: it is there, and may be seen elsewhere.
    Symptom(("on copyright grounds",), Verdict(FailureKind.GONE, "video_unavailable")),
    Symptom(
        ("copyright", "trademark claim", "by the uploader", "community guidelines", "terms of service"),
        Verdict(FailureKind.GONE, "video_deleted"),
    ),
    Symptom(
        ("removed for violating", "video has been removed", "violat"),
        Verdict(FailureKind.GONE, "video_deleted"),
    ),
    Symptom(("playlist type is unviewable",), Verdict(FailureKind.NO_ACCESS, "playlist_unviewable")),
    Symptom(
        ("playlist does not exist", "channel does not exist", "does not have a videos tab"),
        Verdict(FailureKind.GONE, "collection_gone"),
    ),
    Symptom(
        (
            "no longer supported in this application",
            "not available on this app",
            "precondition check failed",
            "invalid argument",
            "update your app",
            "latest version of youtube",
        ),
        Verdict(FailureKind.CLIENT_OUTDATED),
    ),
    Symptom(
        (
            "video unavailable",
            "video is unavailable",
            "no longer available",
            "isn't available",
            "is not available",
            "does not exist",
            "video not available",
        ),
        Verdict(FailureKind.GONE, "video_unavailable"),
    ),
    Symptom(("sign in", "login required", "log in"), Verdict(FailureKind.NO_ACCESS, "login_required")),
    Symptom(
        (
            "unable to extract",
            "no suitable extractor",
            "unsupported url",
            "unable to find initial data",
            "unable to find selected tab",
            "unable to recognize",
            "failed to resolve album",
        ),
        Verdict(FailureKind.CLIENT_OUTDATED),
    ),
    Symptom(
        (
            "timed out",
            "connection refused",
            "connection reset",
            "connection aborted",
            "name or service not known",
            "name resolution",
            "getaddrinfo",
            "network is unreachable",
            "no route to host",
            "unable to connect to proxy",
            "ssl:",
            "eof occurred",
        ),
        Verdict(FailureKind.NETWORK),
    ),
)
"""Texts of YouTube as yt-dlp passes them on, and of yt-dlp itself."""

VAGUE = (
    Symptom(
        (
            "failed to extract any player response",
            "an error occurred",
            "something went wrong",
            "page needs to be reloaded",
            "incomplete data",
            "incomplete yt initial data",
            "list was cut short",
            "failed to parse json",
            "the reply has no",
            "no answer in time",
        ),
        Verdict(FailureKind.TRANSIENT),
    ),
)
"""They say that it did not work and not why: read only when nothing else told more."""

YOUTUBE_DATA_API = (
    Symptom(
        ("quotaexceeded", "dailylimitexceeded", "exceeded your quota"), Verdict(FailureKind.QUOTA_EXHAUSTED)
    ),
    Symptom(("ratelimitexceeded", "rate_limit_exceeded"), Verdict(FailureKind.RATE_LIMITED)),
    Symptom(
        (
            "keyinvalid",
            "keyexpired",
            "api key not valid",
            "api_key_invalid",
            "api key expired",
            "accessnotconfigured",
            "has not been used in project",
            "ipreferrerblocked",
            "iprefererblocked",
            "api_key_service_blocked",
            "servicedisabled",
            "service_disabled",
            "forbidden",
        ),
        Verdict(FailureKind.ADMIN_ACTION, "api_key_refused"),
    ),
    Symptom(
        ("playlistnotfound", "channelnotfound", "videonotfound"), Verdict(FailureKind.GONE, "collection_gone")
    ),
    Symptom(
        ("notaccessible", "playlistitemsnotaccessible"), Verdict(FailureKind.NO_ACCESS, "login_required")
    ),
    Symptom(("backenderror", "internalerror"), Verdict(FailureKind.TRANSIENT)),
)

GROQ = (
    # Before the budgets: a request can be larger than a whole day's, too.
    Symptom(
        ("request too large", "request_too_large", "request entity too large"), Verdict(FailureKind.SPLIT)
    ),
    Symptom(("per day", "(rpd)", "(asd)"), Verdict(FailureKind.QUOTA_EXHAUSTED)),
)

EXCEPTIONS = {
    "GeoRestrictedError": Verdict(FailureKind.NO_ACCESS, "region_blocked"),
    "CertificateVerifyError": Verdict(FailureKind.ADMIN_ACTION, "certificate_untrusted"),
    "SSLCertVerificationError": Verdict(FailureKind.ADMIN_ACTION, "certificate_untrusted"),
    "CookieLoadError": Verdict(FailureKind.ADMIN_ACTION, "cookies_unreadable"),
    "UserNotLive": Verdict(FailureKind.NOT_YET, "live_not_yet"),
    # Groq's own; which of its errors have a status is told by that.
    "APIConnectionError": Verdict(FailureKind.NETWORK),
    "APIResponseValidationError": Verdict(FailureKind.TRANSIENT),
    "RegexNotFoundError": Verdict(FailureKind.CLIENT_OUTDATED),
    "UnsupportedError": Verdict(FailureKind.CLIENT_OUTDATED),
    "ProxyError": Verdict(FailureKind.NETWORK),
    "SSLError": Verdict(FailureKind.NETWORK),
    "IncompleteRead": Verdict(FailureKind.NETWORK),
    "TransportError": Verdict(FailureKind.NETWORK),
    "TimeoutError": Verdict(FailureKind.NETWORK),
    "ConnectionError": Verdict(FailureKind.NETWORK),
    "gaierror": Verdict(FailureKind.NETWORK),
    "DecodingError": Verdict(FailureKind.TRANSIENT),
}
"""By class name, base classes included, so that no provider's library needs to be imported here."""

TRANSCRIPT_EXCEPTIONS = {
    "IpBlocked": Verdict(FailureKind.BLOCKED),
    "RequestBlocked": Verdict(FailureKind.BLOCKED),
    "TranscriptsDisabled": Verdict(FailureKind.NO_CAPTIONS),
    "NoTranscriptFound": Verdict(FailureKind.OTHER_LANGUAGE),
    "NotTranslatable": Verdict(FailureKind.OTHER_LANGUAGE),
    "TranslationLanguageNotAvailable": Verdict(FailureKind.OTHER_LANGUAGE),
    "PoTokenRequired": Verdict(FailureKind.CAPTIONS_UNKNOWN),
    "AgeRestricted": Verdict(FailureKind.NO_ACCESS, "age_restricted"),
    "VideoUnavailable": Verdict(FailureKind.GONE, "video_unavailable"),
    "InvalidVideoId": Verdict(FailureKind.INVALID_INPUT),
    "YouTubeDataUnparsable": Verdict(FailureKind.CLIENT_OUTDATED),
    "FailedToCreateConsentCookie": Verdict(FailureKind.CLIENT_OUTDATED),
    "CookieError": Verdict(FailureKind.ADMIN_ACTION, "cookies_unreadable"),
}
"""youtube-transcript-api puts pages of advice into its texts, which say "too many requests" and more to no purpose:
its classes come first. Those that are missing (`VideoUnplayable`, `YouTubeRequestFailed`) carry YouTube's own words.
"""

ANY_STATUS = {
    402: Verdict(FailureKind.BLOCKED),
    404: Verdict(FailureKind.GONE, "video_unavailable"),
    407: Verdict(FailureKind.ADMIN_ACTION, "proxy_refused"),
    410: Verdict(FailureKind.GONE, "video_unavailable"),
    429: Verdict(FailureKind.RATE_LIMITED),
    **dict.fromkeys((408, 500, 502, 503, 504), Verdict(FailureKind.TRANSIENT)),
}

STATUS: dict[str, dict[int, Verdict]] = {
    "yt-dlp": {
        # InnerTube answers an unknown client so, and 404 now and then for no reason: never a dead video.
        400: Verdict(FailureKind.CLIENT_OUTDATED),
        403: Verdict(FailureKind.BLOCKED),
        404: Verdict(FailureKind.TRANSIENT),
    },
    "youtube-transcript-api": {403: Verdict(FailureKind.BLOCKED)},
    "oembed": {
        400: Verdict(FailureKind.GONE, "video_unavailable"),
        401: Verdict(FailureKind.NO_ACCESS, "not_embeddable"),
        403: Verdict(FailureKind.NO_ACCESS, "not_embeddable"),
    },
    "youtube-data-api": {
        400: Verdict(FailureKind.INVALID_INPUT),
        401: Verdict(FailureKind.ADMIN_ACTION, "api_key_refused"),
        403: Verdict(FailureKind.ADMIN_ACTION, "api_key_refused"),
    },
    "groq": {
        400: Verdict(FailureKind.INVALID_INPUT),
        401: Verdict(FailureKind.ADMIN_ACTION, "api_key_refused"),
        403: Verdict(FailureKind.ADMIN_ACTION, "api_key_refused"),
        404: Verdict(FailureKind.ADMIN_ACTION, "model_unknown"),
        # Both for a file that is too large and, as `rate_limit_exceeded`, for one that no waiting would let pass.
        413: Verdict(FailureKind.SPLIT),
        422: Verdict(FailureKind.INVALID_INPUT),
        # All its places are taken.
        498: Verdict(FailureKind.TRANSIENT),
    },
}

TEXTS: dict[str, tuple[Symptom, ...]] = {
    "yt-dlp": (*REFUSALS, *CONNECTION, *YT_DLP),
    "youtube-transcript-api": (*REFUSALS, *CONNECTION, *YT_DLP),
    "oembed": CONNECTION,
    "youtube-data-api": (*CONNECTION, *YOUTUBE_DATA_API),
    "groq": (*CONNECTION, *GROQ),
}
