"""Tags, and where a person stopped watching."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("videos", sa.Column("position_seconds", sa.Integer(), nullable=True))
    op.create_table(
        "tags",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), server_default="gray", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tags_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
    )
    op.create_index("uq_tags_name", "tags", ["user_id", sa.text("lower(name)")], unique=True)
    op.create_table(
        "video_tags",
        sa.Column("video_id", sa.Uuid(), nullable=False),
        sa.Column("tag_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tags.id"], name=op.f("fk_video_tags_tag_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["video_id"], ["videos.id"], name=op.f("fk_video_tags_video_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("video_id", "tag_id", name=op.f("pk_video_tags")),
    )
    op.create_index("ix_video_tags_tag", "video_tags", ["tag_id", "video_id"], unique=False)


def downgrade() -> None:
    op.drop_table("video_tags")
    op.drop_table("tags")
    op.drop_column("videos", "position_seconds")
