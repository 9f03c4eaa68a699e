"""The next state of a video, computed from what was learnt. No I/O, no clock, no framework."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from reelshelf.captions.chapters import Chapter, chapters_from_description, to_chapters_vtt, to_json
from reelshelf.captions.tracks import CaptionTrack, choose_track
from reelshelf.captions.transcript import to_transcript
from reelshelf.captions.webvtt import to_webvtt
from reelshelf.enrichment.outcomes import Failed, RetryAt, captions_delay_seconds
from reelshelf.upstreams.failures import WAITING_FOR_BUDGET, FailureKind
from reelshelf.upstreams.messages import message_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from reelshelf.captions.webvtt import Cue
    from reelshelf.enrichment.ports import VideoFacts
    from reelshelf.upstreams.failures import Failure

Stage = Literal["created", "metadata", "captions", "chapters", "complete", "error"]
Then = Literal["go_on", "done", "later"]

PROGRESS: dict[Stage, int] = {"created": 0, "metadata": 25, "captions": 60, "chapters": 90, "complete": 100}
CAPTIONS_FOLLOW = message_of(FailureKind.CAPTIONS_UNKNOWN)
SPEECH_FOLLOWS = message_of("speech_follows")
NOTHING_SAID = message_of("nothing_said")
LONGEST_SPEECH_SECONDS = 4 * 3600
"""Longer videos stay without captions: one alone would take half of a day's budget."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A claimed video as it stood at the claim. `fence` proves the claim in every write."""

    video_id: UUID
    user_id: UUID
    list_id: UUID
    job_id: UUID | None
    youtube_id: str
    stage: Stage
    fence: int
    attempts: int = 0
    retry_count: int = 0
    crashes: int = 0
    track: CaptionTrack | None = None
    """Chosen earlier and with an address that is still good."""
    priority: int = 2
    has_captions: bool = False

    @property
    def names(self) -> dict[str, str]:
        """What a log line about it carries along."""
        names = {"video_id": str(self.video_id), "youtube_id": self.youtube_id}
        return {**names, "job_id": str(self.job_id)} if self.job_id else names


@dataclass(frozen=True, slots=True)
class Change:
    """What one write does: `columns` go to the row of that name, `steps` are told afterwards.

    `then` says whether the claim goes on, the work is done, or it is due again in `delay_seconds`.
    """

    snapshot: Snapshot
    steps: tuple[Stage, ...] = ()
    columns: dict[str, Any] = field(default_factory=dict)
    then: Then = "go_on"
    delay_seconds: float | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Captions:
    """Captions as they are stored."""

    track: CaptionTrack
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class NoCaptions:
    """It is certain that there are none. `message` says more to a person, where there is more to say."""

    message: str | None = None


@dataclass(frozen=True, slots=True)
class SpeechFollows:
    """It is certain that YouTube has none; speech recognition makes them, in its own time."""


@dataclass(frozen=True, slots=True)
class CaptionsPutOff:
    """They were refused or garbled; the video goes on without."""

    failure: Failure


CaptionsOutcome = Captions | NoCaptions | SpeechFollows | CaptionsPutOff


def choose(facts: VideoFacts, preferences: Sequence[str]) -> CaptionTrack | None:
    return choose_track(facts.tracks, facts.original_language, preferences)


def without_captions(duration_seconds: int, *, speech: bool) -> NoCaptions | SpeechFollows:
    """What follows when it is certain that YouTube has none. `speech`: whether there is speech recognition."""
    if not speech:
        return NoCaptions()
    if duration_seconds > LONGEST_SPEECH_SECONDS:
        return NoCaptions(message_of("too_long_for_speech"))
    return SpeechFollows()


def learned(snapshot: Snapshot, facts: VideoFacts, track: CaptionTrack | None) -> Change:
    """Metadata is here (25 %). Chapters came in the same reply and are stored with it, told in their turn."""
    chapters, source = _chapters(facts)
    already_open = snapshot.stage == "complete"
    columns: dict[str, Any] = {
        # From the day a video opens its title may be a person's own.
        **({} if already_open else {"title": clean(facts.title), "processing_status": "processing"}),
        "channel": clean(facts.channel),
        "channel_id": facts.channel_id,
        "duration": facts.duration_seconds,
        "published_at": _iso(facts.published_at),
        "description": clean(facts.description),
        "view_count": facts.view_count,
        "thumbnail_url": facts.thumbnail_url,
        "chapters_source": source,
        "caption_track": _track_json(track),
        "facts": True,
        "attempts": 0,
    }
    if chapters:
        columns |= {
            "chapters_vtt": clean(to_chapters_vtt(chapters)),
            "chapters_json": _chapters_json(chapters),
        }
    steps: tuple[Stage, ...] = ("metadata",) if snapshot.stage == "created" else ()
    return Change(snapshot, steps, columns)


def finished(snapshot: Snapshot, outcome: CaptionsOutcome, jitter: float) -> Change:
    """Captions are settled one way or another: the video is complete. `jitter` lies in [0, 1)."""
    already_open = snapshot.stage == "complete"
    steps: tuple[Stage, ...] = ("complete",) if already_open else ("captions", "chapters", "complete")
    settled = Change(snapshot, steps, {"processing_status": "completed", "attempts": 0}, then="done")
    match outcome:
        case Captions(track, cues):
            source = "youtube_manual" if track.origin == "manual" else "youtube_auto"
            return _with(settled, {**_captions_columns(cues, track.language, source), "speech": "unneeded"})
        case SpeechFollows() if not snapshot.has_captions:
            follows = {"status": "partial", "progress_message": SPEECH_FOLLOWS, "captions": "follow"}
            return replace(_with(settled, {**follows, "speech": "wanted"}), message=SPEECH_FOLLOWS)
        case NoCaptions() | SpeechFollows():
            # What was fetched once is kept, even if YouTube lists it no longer.
            absent = {} if snapshot.has_captions else _no_captions_columns(outcome)
            return _with(settled, {"status": "completed", "speech": "unneeded", **absent})
        case CaptionsPutOff(failure):
            delay = captions_delay_seconds(failure, snapshot.retry_count, jitter)
            return replace(
                _with(settled, _put_off_columns(snapshot, failure)),
                then="later",
                delay_seconds=delay,
                message=CAPTIONS_FOLLOW,
            )


def heard(snapshot: Snapshot, cues: tuple[Cue, ...], language: str | None) -> Change:
    """Speech recognition is through with a video that is open. No cues: nothing is said in it."""
    if not cues:
        return unheard(snapshot, NOTHING_SAID)
    columns = {**_captions_columns(cues, language, "whisper"), "progress_message": None}
    return Change(snapshot, ("complete",), columns, then="done")


def unheard(snapshot: Snapshot, message: str) -> Change:
    """Speech recognition brought nothing, and will not; `message` says why."""
    columns = {"status": "completed", **_no_captions_columns(NoCaptions(message))}
    return Change(snapshot, ("complete",), columns, then="done")


def _with(change: Change, columns: dict[str, Any]) -> Change:
    return replace(change, columns={**change.columns, **columns})


def _put_off_columns(snapshot: Snapshot, failure: Failure) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "status": "partial",
        "retry_count": snapshot.retry_count + (failure.code != WAITING_FOR_BUDGET),
        "progress_message": CAPTIONS_FOLLOW,
    }
    return columns if snapshot.has_captions else {**columns, "captions": "follow"}


def refused(snapshot: Snapshot, decision: RetryAt | Failed) -> Change:
    """Metadata could not be had: later, or never. Not for a video that is open: that is only put off."""
    match decision:
        case RetryAt(seconds, message, costs_attempt):
            columns: dict[str, Any] = {"status": "pending", "progress_message": message}
            if costs_attempt:
                columns |= {"attempts": snapshot.attempts + 1, "retry_count": snapshot.retry_count + 1}
            return Change(snapshot, (), columns, then="later", delay_seconds=seconds, message=message)
        case Failed(code, message):
            return Change(
                snapshot,
                ("error",),
                {
                    "status": "failed",
                    "processing_status": "failed",
                    "error_code": code,
                    "error_message": message,
                    "progress_message": message,
                },
                then="done",
                message=message,
            )


def event_of(change: Change, stage: Stage) -> dict[str, Any]:
    """What the browser is told of one step; all that a tile shows, so that it need not ask."""
    snapshot, columns = change.snapshot, change.columns
    event: dict[str, Any] = {
        "type": "import_progress",
        "video_id": str(snapshot.video_id),
        "youtube_id": snapshot.youtube_id,
        "list_id": str(snapshot.list_id),
        "job_id": str(snapshot.job_id) if snapshot.job_id else None,
        "stage": stage,
        "progress": PROGRESS.get(stage, PROGRESS["created"]),
        "message": change.message,
    }
    shown = ("title", "channel", "duration") if stage == "metadata" else ()
    event |= {name: columns[name] for name in shown if name in columns}
    if stage == "complete":
        event["enrichment_status"] = columns["status"]
        if "captions_source" in columns or not snapshot.has_captions:
            event["captions_source"] = columns.get("captions_source")
    if stage == "error":
        event["progress"] = PROGRESS[snapshot.stage]
        event["error"] = {"code": columns["error_code"], "message": columns["error_message"]}
    return event


def _chapters(facts: VideoFacts) -> tuple[tuple[Chapter, ...], str | None]:
    if facts.chapters:
        return facts.chapters, "youtube"
    found = chapters_from_description(facts.description, facts.duration_seconds)
    return found, "description" if found else None


def _captions_columns(cues: tuple[Cue, ...], language: str | None, source: str) -> dict[str, Any]:
    return {
        "status": "completed",
        "captions": "present",
        "captions_vtt": clean(to_webvtt(cues, language)),
        "captions_language": language,
        "captions_source": source,
        "transcript_text": clean(to_transcript(cues)),
    }


def _no_captions_columns(outcome: NoCaptions | SpeechFollows) -> dict[str, Any]:
    message = outcome.message if isinstance(outcome, NoCaptions) else None
    return {"captions": "none", "captions_source": "none", "progress_message": message}


def _chapters_json(chapters: tuple[Chapter, ...]) -> list[dict[str, Any]]:
    return [{**row, "title": clean(row["title"])} for row in to_json(chapters)]


def _track_json(track: CaptionTrack | None) -> dict[str, str] | None:
    if track is None:
        return None
    return {"language": track.language, "origin": track.origin, "url": track.url}


def clean(text: str) -> str:
    """PostgreSQL stores every character but NUL."""
    return text.replace("\0", "")


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
