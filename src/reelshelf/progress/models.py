"""Progress events: immutable facts, numbered per account in the order in which they were committed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from reelshelf.kit.db import Base


class ProgressCursor(Base):
    """The last `seq` of an account. Taking the next one locks this row until the commit, so that no event
    with a lower number can become visible after one with a higher.
    """

    __tablename__ = "progress_cursors"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, server_default="0")


class JobProgressEvent(Base):
    __tablename__ = "job_progress_events"
    __table_args__ = (Index("ix_job_progress_events_job", "job_id", "seq"),)

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    job_id: Mapped[UUID | None]
    video_id: Mapped[UUID | None]
    event: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
