"""Search: documents, passages of transcripts, and what has to be indexed yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"

# Whoever changes a video need not know that it can be searched. A mark for each change, never one for each video:
# a change that is committed while the mark before it is taken away has its own.
_MARK = """
CREATE OR REPLACE FUNCTION mark_for_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'videos' THEN
    INSERT INTO search_backlog (video_id) VALUES (NEW.id);
  ELSE
    INSERT INTO search_backlog (video_id) VALUES (NEW.video_id);
  END IF;
  RETURN NULL;
END $$
"""
_TRIGGERS = (
    """
    CREATE TRIGGER mark_new_for_search AFTER INSERT ON videos
    FOR EACH ROW WHEN (NEW.title IS NOT NULL) EXECUTE FUNCTION mark_for_search()
    """,
    """
    CREATE TRIGGER mark_for_search AFTER UPDATE OF title, channel, description, notes, list_id ON videos
    FOR EACH ROW WHEN ((OLD.title, OLD.channel, OLD.description, OLD.notes, OLD.list_id)
      IS DISTINCT FROM (NEW.title, NEW.channel, NEW.description, NEW.notes, NEW.list_id))
    EXECUTE FUNCTION mark_for_search()
    """,
    """
    CREATE TRIGGER mark_for_search AFTER UPDATE OF captions_vtt, captions_language ON video_enrichments
    FOR EACH ROW WHEN ((OLD.captions_vtt, OLD.captions_language)
      IS DISTINCT FROM (NEW.captions_vtt, NEW.captions_language))
    EXECUTE FUNCTION mark_for_search()
    """,
)


def upgrade() -> None:
    op.create_table(
        "search_documents",
        sa.Column("video_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("configuration", sa.Text(), nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.Column("vector", postgresql.TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(
            ["video_id"], ["videos.id"], name=op.f("fk_search_documents_video_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("video_id", name=op.f("pk_search_documents")),
    )
    op.create_index("ix_search_documents_vector", "search_documents", ["vector"], postgresql_using="gin")
    op.create_index("ix_search_documents_language", "search_documents", ["user_id", "configuration"])
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
    )
    op.create_index("ix_search_passages_vector", "search_passages", ["vector"], postgresql_using="gin")
    op.create_table(
        "search_backlog",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("video_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_backlog")),
    )
    op.execute(
        "INSERT INTO search_backlog (video_id) SELECT id FROM videos WHERE title IS NOT NULL ORDER BY id"
    )
    op.execute(_MARK)
    for trigger in _TRIGGERS:
        op.execute(trigger)


def downgrade() -> None:
    for trigger, table in (
        ("mark_new_for_search", "videos"),
        ("mark_for_search", "videos"),
        ("mark_for_search", "video_enrichments"),
    ):
        op.execute(f"DROP TRIGGER {trigger} ON {table}")
    op.execute("DROP FUNCTION mark_for_search()")
    for table in ("search_backlog", "search_passages", "search_documents"):
        op.drop_table(table)
