"""Imports: the job a person asked for, and the playlists and channels it has yet to expand."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from reelshelf.kit.db import Base


class Job(Base):
    """One import. `total == created + duplicates + len(invalid)` holds at every commit."""

    __tablename__ = "processing_jobs"
    __table_args__ = (
        UniqueConstraint("user_id", "idempotency_key"),
        Index("ix_processing_jobs_user", "user_id", "id"),
        Index("ix_processing_jobs_running", "user_id", postgresql_where=text("finished_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    list_id: Mapped[UUID] = mapped_column(ForeignKey("lists.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    label: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="running")
    idempotency_key: Mapped[str | None]
    request_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    total: Mapped[int] = mapped_column(server_default="0")
    created: Mapped[int] = mapped_column(server_default="0")
    duplicates: Mapped[int] = mapped_column(server_default="0")
    invalid: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    playlists: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    finished_at: Mapped[datetime | None]


class JobCollection(Base):
    """One playlist or channel of a job, expanded page by page under a lease like a video's."""

    __tablename__ = "job_collections"
    __table_args__ = (
        Index("ix_job_collections_backlog", "due_at", postgresql_where=text("due_at IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    job_id: Mapped[UUID] = mapped_column(ForeignKey("processing_jobs.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[UUID]
    line: Mapped[int]
    kind: Mapped[str]
    youtube_id: Mapped[str]
    title: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="pending")
    found: Mapped[int] = mapped_column(server_default="0")
    due_at: Mapped[datetime | None] = mapped_column(server_default=func.now())
    released_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(server_default="0")
    attempts: Mapped[int] = mapped_column(server_default="0")
