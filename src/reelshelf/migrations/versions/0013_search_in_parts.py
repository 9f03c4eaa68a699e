"""Passages in parts, so that a word which is everywhere is looked for in the first of them only; titles in an index
of their own, so that no title is lost among descriptions.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"

_PARTS = 16
_TITLES = "ts_filter(vector, '{a}') || array_to_tsvector(ARRAY['=' || user_id::text, '=' || list_id::text])"


# What can be searched is made from what is stored, again if need be.
_AGAIN = (
    "DELETE FROM search_documents",
    "DELETE FROM search_backlog",
    "INSERT INTO search_backlog (video_id) SELECT id FROM videos WHERE title IS NOT NULL ORDER BY id",
)


def upgrade() -> None:
    op.drop_table("search_passages")
    _create_passages(postgresql_partition_by="HASH (video_id)")
    for number in range(_PARTS):
        op.execute(
            f"CREATE TABLE search_passages_{number} PARTITION OF search_passages "
            f"FOR VALUES WITH (MODULUS {_PARTS}, REMAINDER {number})"
        )
    # What waits to be sorted into an index is read by every search.
    op.create_index(
        "ix_search_passages_vector",
        "search_passages",
        ["vector"],
        postgresql_using="gin",
        postgresql_with={"gin_pending_list_limit": 256},
    )
    op.create_index(
        "ix_search_documents_title", "search_documents", [sa.text(f"({_TITLES})")], postgresql_using="gin"
    )
    for statement in _AGAIN:
        op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_search_documents_title", "search_documents")
    op.drop_table("search_passages")
    _create_passages()
    op.create_index("ix_search_passages_vector", "search_passages", ["vector"], postgresql_using="gin")
    for statement in _AGAIN:
        op.execute(statement)


def _create_passages(**options: Any) -> None:
    op.create_table(
        "search_passages",
        sa.Column("video_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("configuration", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("cue_starts", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("vector", postgresql.TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(
            ["video_id"], ["videos.id"], name=op.f("fk_search_passages_video_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("video_id", "position", name=op.f("pk_search_passages")),
        **options,
    )
    op.execute("ALTER TABLE search_passages ALTER COLUMN vector SET STORAGE MAIN")
