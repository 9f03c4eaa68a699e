"""Enrichment: all the work that makes one video complete, and where it stands in line."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, SmallInteger, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from reelshelf.kit.db import Base


class VideoEnrichment(Base):
    """`due_at` says when there is something to do; null means nothing, infinity means paused.

    A worker holds it while `lease_until` lies ahead (database time); `fence` rises with every claim, and a
    write with an older one is refused. `released_at` is when it was last handed to the queue.
    """

    __tablename__ = "video_enrichments"
    __table_args__ = (
        Index(
            "ix_video_enrichments_backlog",
            "user_id",
            "priority",
            "due_at",
            "video_id",
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )

    video_id: Mapped[UUID] = mapped_column(ForeignKey("videos.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID]
    status: Mapped[str] = mapped_column(server_default="pending")
    progress_message: Mapped[str | None]
    retry_count: Mapped[int] = mapped_column(server_default="0")
    error_message: Mapped[str | None]
    processed_at: Mapped[datetime | None]

    caption_track: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """The track chosen at the metadata stage, with its address, so that a restart need not look again."""
    captions_vtt: Mapped[str | None]
    captions_language: Mapped[str | None]
    captions_source: Mapped[str | None]
    transcript_text: Mapped[str | None]
    chapters_vtt: Mapped[str | None]
    chapters_json: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB)
    chapters_source: Mapped[str | None]

    priority: Mapped[int] = mapped_column(SmallInteger, server_default="2")
    """Lower goes first: see `priority.py`."""
    due_at: Mapped[datetime | None] = mapped_column(server_default=func.now())
    released_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(server_default="0")
    attempts: Mapped[int] = mapped_column(server_default="0")
    """Real failures of the stage in hand; waiting costs none."""
    crashes: Mapped[int] = mapped_column(server_default="0")
    facts_at: Mapped[datetime | None]
    """When `caption_track` was learnt: its address is good for some hours."""
    scouted_at: Mapped[datetime | None]
    """When its title was last asked for ahead of its own look."""


class SpeechWork(Base):
    """A video whose captions speech recognition is to make; gone once that is settled.

    Lease and fence are as an enrichment's, and apart from them: an open video may be fetched anew meanwhile.
    """

    __tablename__ = "speech_works"
    __table_args__ = (Index("ix_speech_works_due", "due_at", "user_id"),)

    video_id: Mapped[UUID] = mapped_column(ForeignKey("videos.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID]
    due_at: Mapped[datetime] = mapped_column(server_default=func.now())
    lease_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(server_default="0")
    attempts: Mapped[int] = mapped_column(server_default="0")
    crashes: Mapped[int] = mapped_column(server_default="0")


class SpeechPart(Base):
    """A part of a video's sound that was heard, so that work that was interrupted goes on after it."""

    __tablename__ = "speech_parts"

    video_id: Mapped[UUID] = mapped_column(
        ForeignKey("speech_works.video_id", ondelete="CASCADE"), primary_key=True
    )
    part_index: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    start_seconds: Mapped[float]
    end_seconds: Mapped[float]
    language: Mapped[str | None]
    cues: Mapped[list[Any]] = mapped_column(JSONB)
    """`[[start_seconds, end_seconds, text], …]`, timed in the whole sound."""


class SpeechDay(Base):
    """How much sound was sent to speech recognition on a day, in UTC."""

    __tablename__ = "speech_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    seconds: Mapped[float] = mapped_column(server_default="0")
