"""Everything that is true about one video, computed from its id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from simulators.world import dice, ids, titles
from simulators.world.chapters import ChapterSource, ChapterTruth, chapter_source, chapters, description_lines
from simulators.world.languages import english_name
from simulators.world.speech import ORIGINAL_LANGUAGES
from simulators.world.troubles import Trouble, trouble_in

_FIRST_DAY = datetime(2008, 3, 1, tzinfo=UTC)
_WITHOUT_TRACKS = frozenset({Trouble.NO_CAPTIONS, Trouble.CAPTIONS_DISABLED, Trouble.ONLY_MUSIC})


@dataclass(frozen=True, slots=True)
class TrackTruth:
    """A caption track. `language` is YouTube's code; automatic tracks are always in the original language."""

    language: str
    automatic: bool

    @property
    def name(self) -> str:
        return english_name(self.language) + (" (auto-generated)" if self.automatic else "")


@dataclass(frozen=True, slots=True)
class Truth:
    """What a perfect import would store. Times in seconds; `published_at` in UTC, to the second.

    yt-dlp's headset client sees only the day of `published_at`; the Data API sees it whole.
    """

    youtube_id: str
    title: str
    channel: str
    channel_id: str
    handle: str
    duration_seconds: int
    published_at: datetime
    description: str
    view_count: int
    like_count: int
    original_language: str
    tracks: tuple[TrackTruth, ...]
    chapters: tuple[ChapterTruth, ...]
    chapter_source: ChapterSource
    trouble: Trouble | None

    @property
    def has_captions(self) -> bool:
        return bool(self.tracks)

    @property
    def thumbnail_url(self) -> str:
        return f"https://i.ytimg.com/vi/{self.youtube_id}/mqdefault.jpg"

    @property
    def best_track(self) -> TrackTruth | None:
        """The original language, manual before automatic; otherwise the first manual one."""
        return self.tracks[0] if self.tracks else None


@lru_cache(maxsize=4096)
def truth(youtube_id: str) -> Truth:
    """The whole truth about a video; the trouble written in the id does not change the other fields."""
    trouble = trouble_in(youtube_id)
    language = dice.pick(youtube_id, "language", ORIGINAL_LANGUAGES)
    key = youtube_id[:2]
    channel = titles.channel_name(key)
    duration = _duration_seconds(youtube_id)
    found = chapters(youtube_id, duration)
    source = chapter_source(youtube_id) if found else "none"
    return Truth(
        youtube_id=youtube_id,
        title=titles.title(youtube_id, language),
        channel=channel,
        channel_id=ids.channel_id(key),
        handle=handle(key),
        duration_seconds=duration,
        published_at=_FIRST_DAY + timedelta(seconds=dice.between(youtube_id, "published", 0, 580_000_000)),
        description=titles.description(
            youtube_id, language, channel, description_lines(found) if source == "description" else []
        ),
        view_count=dice.between(youtube_id, "views", 11, 10 ** dice.between(youtube_id, "fame", 3, 9)),
        like_count=dice.between(youtube_id, "likes", 1, 50_000),
        original_language=language,
        tracks=_tracks(youtube_id, language, trouble),
        chapters=found,
        chapter_source=source,
        trouble=trouble,
    )


def handle(key: str) -> str:
    """The channel's `@handle`; its number is the channel's key."""
    name = dice.pick(key, "handle", ("workshop", "QuietKitchen", "lab.notes", "Paper_Garden"))
    return f"@{name}{ids.uploads_of(key):04d}"


def _duration_seconds(youtube_id: str) -> int:
    kind = dice.number(youtube_id, "length") % 20
    if kind == 0:
        return dice.between(youtube_id, "seconds", 3600, 3 * 3600)
    if kind <= 2:
        return dice.between(youtube_id, "seconds", 12, 59)
    return dice.between(youtube_id, "seconds", 61, 1500)


def _tracks(youtube_id: str, language: str, trouble: Trouble | None) -> tuple[TrackTruth, ...]:
    kind = dice.number(youtube_id, "tracks") % 16
    troubled = trouble is not None
    if trouble in _WITHOUT_TRACKS or (kind == 0 and not troubled):
        return ()
    others = [code for code in ("en", "de", "fr", "es", "ja", "pt", "ar") if code != language]
    manual = [TrackTruth(code, automatic=False) for code in others[: kind % 4]] if kind % 3 == 0 else []
    if kind % 5 == 0:
        manual.insert(0, TrackTruth(language, automatic=False))
    automatic = [] if kind == 15 and not troubled else [TrackTruth(language, automatic=True)]
    if manual and manual[0].language == language:
        return (*manual, *automatic)
    return (*automatic, *manual)
