"""Captions by speech recognition: what is wanted, what was heard, what was spent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    now = sa.text("now()")
    op.create_table(
        "speech_works",
        sa.Column("video_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("crashes", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["video_id"], ["videos.id"], name=op.f("fk_speech_works_video_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("video_id", name=op.f("pk_speech_works")),
    )
    op.create_index("ix_speech_works_due", "speech_works", ["due_at", "user_id"])
    op.create_table(
        "speech_parts",
        sa.Column("video_id", sa.Uuid(), nullable=False),
        sa.Column("part_index", sa.SmallInteger(), nullable=False),
        sa.Column("start_seconds", sa.Float(), nullable=False),
        sa.Column("end_seconds", sa.Float(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("cues", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["video_id"], ["speech_works.video_id"], name=op.f("fk_speech_parts_video_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("video_id", "part_index", name=op.f("pk_speech_parts")),
    )
    op.create_table(
        "speech_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seconds", sa.Float(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_speech_days")),
    )
