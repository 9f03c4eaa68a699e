"""Lists and the videos that stand on them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from reelshelf.kit.db import Base

_EPOCH = "'1970-01-01 00:00:00+00'::timestamp with time zone"


class VideoList(Base):
    __tablename__ = "lists"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str]
    description: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class Video(Base):
    """A video on one list. `user_id` and `job_id` are copies without a foreign key: the list's is enough,
    and each further one costs an import of ten thousand rows a tenth of a second.
    """

    __tablename__ = "videos"
    __table_args__ = (
        UniqueConstraint("list_id", "youtube_id"),
        Index("ix_videos_processing_status", "processing_status"),
        Index("ix_videos_import_stage", "import_stage"),
        # One for each order of a list. The newest import comes first, each in the order it was put in.
        Index("ix_videos_shelf", "list_id", text("created_at DESC"), "id"),
        Index("ix_videos_by_title", "list_id", text("lower(\"left\"(COALESCE(title, ''), 200))"), "id"),
        Index("ix_videos_by_channel", "list_id", text("lower(\"left\"(COALESCE(channel, ''), 200))"), "id"),
        Index("ix_videos_by_duration", "list_id", text("COALESCE(duration, -1)"), "id"),
        Index("ix_videos_by_publication", "list_id", text(f"COALESCE(published_at, {_EPOCH})"), "id"),
        Index(
            "ix_videos_channel",
            "list_id",
            "channel_id",
            "channel",
            postgresql_where=text("channel_id IS NOT NULL OR channel IS NOT NULL"),
        ),
        # With the account, all that counting those of a list reads.
        Index(
            "ix_videos_captions",
            "list_id",
            "captions",
            postgresql_include=["user_id"],
            postgresql_where=text("captions IS NOT NULL"),
        ),
        Index("ix_videos_job", "job_id", "import_stage"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID]
    list_id: Mapped[UUID] = mapped_column(ForeignKey("lists.id", ondelete="CASCADE"))
    job_id: Mapped[UUID | None]
    youtube_id: Mapped[str]
    title: Mapped[str | None]
    channel: Mapped[str | None]
    channel_id: Mapped[str | None]
    duration: Mapped[int | None]
    published_at: Mapped[datetime | None]
    description: Mapped[str | None]
    view_count: Mapped[int | None] = mapped_column(BigInteger)
    thumbnail_url: Mapped[str]
    notes: Mapped[str | None]
    position_seconds: Mapped[int | None]
    """Where the person stopped watching."""
    title_is_own: Mapped[bool] = mapped_column(server_default="false")
    """A person gave it; what the upstream calls the video does not replace it."""
    touched_at: Mapped[datetime | None]
    """When a person last changed something about it: from then on no undo takes it away."""
    processing_status: Mapped[str] = mapped_column(server_default="pending")
    import_stage: Mapped[str] = mapped_column(server_default="created")
    import_progress: Mapped[int] = mapped_column(server_default="0")
    captions: Mapped[str | None]
    """What the tile says of them: `present`, `none` (certain), `follow` (put off), or nothing yet."""
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Tag(Base):
    """A word of one account that it puts on videos. Names differ in more than their case."""

    __tablename__ = "tags"
    __table_args__ = (Index("uq_tags_name", "user_id", text("lower(name)"), unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str]
    color: Mapped[str] = mapped_column(server_default="gray")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class VideoTag(Base):
    __tablename__ = "video_tags"
    __table_args__ = (Index("ix_video_tags_tag", "tag_id", "video_id"),)

    video_id: Mapped[UUID] = mapped_column(ForeignKey("videos.id", ondelete="CASCADE"), primary_key=True)
    tag_id: Mapped[UUID] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True)
