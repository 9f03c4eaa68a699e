from __future__ import annotations

import pytest

from reelshelf.upstreams.failures import FailureKind, Source, UpstreamError, classify

K = FailureKind

YT_DLP_TEXTS = [
    ("Sign in to confirm you’re not a bot. Use --cookies for the authentication", K.BLOCKED, "blocked"),
    ("Sign in to confirm you're not a bot.", K.BLOCKED, "blocked"),
    (
        "Video unavailable. This content isn’t available, try again later.",
        K.RATE_LIMITED,
        "rate_limited",
    ),
    ("All player responses are invalid. Your IP is likely being blocked by Youtube", K.BLOCKED, "blocked"),
    ("Unable to download API page: HTTP Error 429: Too Many Requests", K.RATE_LIMITED, "rate_limited"),
    ("YouTube is requiring a captcha challenge before playback", K.BLOCKED, "blocked"),
    ("Private video. Sign in if you've been granted access to this video", K.GONE, "video_private"),
    ("This video is private", K.GONE, "video_private"),
    ("Video unavailable", K.GONE, "video_unavailable"),
    ("Video unavailable. This video has been removed by the uploader", K.GONE, "video_deleted"),
    (
        "The YouTube account associated with this video has been terminated.",
        K.GONE,
        "account_closed",
    ),
    (
        "This video is no longer available due to a copyright claim by Somebody",
        K.GONE,
        "video_deleted",
    ),
    ("This video has been removed for violating YouTube's policy on spam", K.GONE, "video_deleted"),
    ("Sign in to confirm your age. This video may be inappropriate", K.NO_ACCESS, "age_restricted"),
    (
        "Join this channel to get access to members-only content like this video",
        K.NO_ACCESS,
        "members_only",
    ),
    ("This video is available to this channel’s members on level: Gold", K.NO_ACCESS, "members_only"),
    ("This video requires payment to watch", K.NO_ACCESS, "paid_only"),
    (
        "Video unavailable. The uploader has not made this video available in your country",
        K.NO_ACCESS,
        "region_blocked",
    ),
    ("This video is DRM protected", K.NO_ACCESS, "drm_protected"),
    ("Please sign in", K.NO_ACCESS, "login_required"),
    ("YouTube said: The playlist does not exist.", K.GONE, "collection_gone"),
    ("YouTube said: This playlist type is unviewable.", K.NO_ACCESS, "playlist_unviewable"),
    ("This live event will begin in a few moments.", K.NOT_YET, "live_not_yet"),
    ("We're processing this video. Check back later.", K.NOT_YET, "still_processing"),
    (
        "YouTube is no longer supported in this application or device.",
        K.CLIENT_OUTDATED,
        "client_outdated",
    ),
    ("Unable to extract yt initial data", K.CLIENT_OUTDATED, "client_outdated"),
    ("Unable to download API page: [Errno 111] Connection refused", K.NETWORK, "network"),
    ("Unable to download API page: HTTP Error 503: Service Unavailable", K.TRANSIENT, "transient"),
    ("An error occurred. Please try again later.", K.TRANSIENT, "transient"),
    ("Failed to extract any player response", K.TRANSIENT, "transient"),
    ("The page needs to be reloaded.", K.TRANSIENT, "transient"),
    ("something nobody has ever read", K.TRANSIENT, "unrecognised"),
    ("Playback on other websites has been disabled by the video owner", K.NO_ACCESS, "not_embeddable"),
    (
        "Video unavailable. This video is restricted. Try signing in with a Google Workspace account.",
        K.NO_ACCESS,
        "login_required",
    ),
    (
        "Video unavailable. This video contains content from A, who has blocked it on copyright grounds",
        K.GONE,
        "video_unavailable",
    ),
    ("Unable to recognize tab page", K.CLIENT_OUTDATED, "client_outdated"),
]


@pytest.mark.parametrize(("text", "kind", "code"), YT_DLP_TEXTS)
def test_what_yt_dlp_says(text: str, kind: FailureKind, code: str) -> None:
    failure = classify(f"[youtube] dQw4w9WgXcQ: {text}", source="yt-dlp")
    assert (failure.kind, failure.code) == (kind, code)
    assert text in failure.detail


@pytest.mark.parametrize(
    ("status", "kind"), [(429, K.RATE_LIMITED), (403, K.BLOCKED), (500, K.TRANSIENT), (404, K.TRANSIENT)]
)
def test_a_status_that_yt_dlp_only_logs_counts(status: int, kind: FailureKind) -> None:
    warning = f"[youtube] dQw4w9WgXcQ: Unable to download API page: HTTP Error {status}: Nope"
    failure = classify("Failed to extract any player response", source="yt-dlp", warnings=[warning])
    assert failure.kind is kind


def test_a_refusal_in_the_warnings_outweighs_a_dead_video() -> None:
    failure = classify("Video unavailable", source="yt-dlp", warnings=["HTTP Error 429: Too Many Requests"])
    assert failure.kind is K.RATE_LIMITED


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("This live event will begin in 3 hours.", 10_800.0),
        ("Premieres in 45 minutes", 2_700.0),
        ("Premieres in 1 day", 86_400.0),
        ("This live event will begin in a few moments.", None),
    ],
)
def test_the_wait_for_a_live_event_is_read(text: str, seconds: float | None) -> None:
    assert classify(text, source="yt-dlp").retry_after_seconds == seconds


class TransportError(Exception):
    """As yt-dlp names it."""


class CertificateVerifyError(TransportError):
    """The same."""


class HTTPError(Exception):
    def __init__(self, status: int) -> None:
        super().__init__("refused")
        self.status = status


class DownloadError(Exception):
    """yt-dlp keeps the cause in `exc_info`."""

    def __init__(self, cause: BaseException) -> None:
        super().__init__("failed")
        self.exc_info = (type(cause), cause, None)


def test_the_most_telling_class_of_an_exception_decides() -> None:
    assert classify("x", source="yt-dlp", exception=TransportError()).kind is K.NETWORK
    assert classify("x", source="yt-dlp", exception=CertificateVerifyError()).code == "certificate_untrusted"
    assert classify("x", source="groq", exception=TimeoutError()).kind is K.NETWORK


def test_causes_are_followed() -> None:
    assert classify("x", source="yt-dlp", exception=DownloadError(HTTPError(429))).kind is K.RATE_LIMITED
    chained = RuntimeError()
    chained.__cause__ = HTTPError(403)
    assert classify("x", source="yt-dlp", exception=chained).kind is K.BLOCKED


def test_a_circle_of_causes_ends() -> None:
    first, second = RuntimeError(), RuntimeError()
    first.__cause__, second.__cause__ = second, first
    assert classify("x", source="yt-dlp", exception=first).kind is K.TRANSIENT


@pytest.mark.parametrize(
    ("source", "status", "message", "kind"),
    [
        ("oembed", 401, "Unauthorized", K.NO_ACCESS),
        ("oembed", 403, "Forbidden", K.NO_ACCESS),
        ("oembed", 404, "Not Found", K.GONE),
        ("oembed", 400, "Bad Request", K.GONE),
        ("oembed", 429, "", K.RATE_LIMITED),
        ("oembed", 502, "", K.TRANSIENT),
        ("youtube-data-api", 403, '{"reason": "quotaExceeded"}', K.QUOTA_EXHAUSTED),
        ("youtube-data-api", 403, '{"reason": "userRateLimitExceeded"}', K.RATE_LIMITED),
        ("youtube-data-api", 400, "API key not valid. Please pass a valid API key.", K.ADMIN_ACTION),
        ("youtube-data-api", 403, '{"reason": "accessNotConfigured"}', K.ADMIN_ACTION),
        ("youtube-data-api", 404, '{"reason": "playlistNotFound"}', K.GONE),
        ("youtube-data-api", 400, "something else", K.INVALID_INPUT),
        ("youtube-data-api", 500, '{"reason": "backendError"}', K.TRANSIENT),
        ("groq", 413, "Request too large", K.SPLIT),
        ("groq", 429, "Rate limit reached", K.RATE_LIMITED),
        ("groq", 429, "Rate limit reached: 28800 audio seconds per day (ASD)", K.QUOTA_EXHAUSTED),
        ("groq", 498, "flex capacity", K.TRANSIENT),
        ("groq", 401, "Invalid API Key", K.ADMIN_ACTION),
        ("youtube-transcript-api", 429, "", K.RATE_LIMITED),
        ("yt-dlp", 407, "", K.ADMIN_ACTION),
    ],
)
def test_what_a_status_means_depends_on_who_says_it(
    source: Source, status: int, message: str, kind: FailureKind
) -> None:
    assert classify(message, source=source, status=status).kind is kind


def test_details_are_short_and_codes_fall_back_to_the_kind() -> None:
    failure = classify("x" * 5000, source="yt-dlp", status=503)
    assert len(failure.detail) == 1000
    assert failure.code == "transient"
    assert str(UpstreamError(failure)) == failure.detail


def test_what_follows_from_each_kind() -> None:
    assert {kind for kind in K if kind.is_final} == {
        K.GONE,
        K.NO_ACCESS,
        K.NO_CAPTIONS,
        K.OTHER_LANGUAGE,
        K.INVALID_INPUT,
    }
    assert {kind for kind in K if kind.counts_for_limiter} == {K.RATE_LIMITED, K.BLOCKED}
    assert not {kind for kind in K if kind.is_final and kind.counts_for_breaker}
    assert {kind for kind in K if kind.counts_for_limiter} < {kind for kind in K if kind.counts_for_breaker}
