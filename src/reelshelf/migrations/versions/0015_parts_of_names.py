"""Every three letters in a row of a title or channel, in an index: a part of a word is found without reading all names.
Videos with and without captions are counted by an index.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"

# Small letters as ILIKE makes them.
_FUNCTION = """
CREATE OR REPLACE FUNCTION name_parts(title text, channel text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(
  SELECT DISTINCT name.letters[n] || name.letters[n + 1] || name.letters[n + 2]
  FROM (VALUES (string_to_array(lower(title), NULL)), (string_to_array(lower(channel), NULL))) AS name (letters),
    generate_series(1, cardinality(name.letters) - 2) AS n)
"""
_KNOWN = "UPDATE search_documents d SET name_parts = name_parts(v.title, v.channel) FROM videos v WHERE v.id = d.video_id"
_UNKNOWN = """
INSERT INTO search_backlog (video_id)
SELECT v.id FROM videos v WHERE (v.title IS NOT NULL OR v.channel IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM search_documents d WHERE d.video_id = v.id) ORDER BY v.id
"""
_TRIGGER = """
CREATE TRIGGER mark_new_for_search AFTER INSERT ON videos
FOR EACH ROW WHEN ({}) EXECUTE FUNCTION mark_for_search()
"""


def upgrade() -> None:
    op.execute(_FUNCTION)
    op.add_column(
        "search_documents",
        sa.Column("name_parts", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
    )
    op.execute(_KNOWN)
    op.alter_column("search_documents", "name_parts", server_default=None)
    # What waits to be sorted into the index is read by every look for a name.
    op.create_index(
        "ix_search_documents_name_parts",
        "search_documents",
        [sa.text("(ARRAY['=' || list_id::text] || name_parts)")],
        postgresql_using="gin",
        postgresql_with={"gin_pending_list_limit": 256},
    )
    op.execute(_UNKNOWN)
    op.create_index(
        "ix_videos_captions",
        "videos",
        ["list_id", "captions"],
        postgresql_include=["user_id"],
        postgresql_where=sa.text("captions IS NOT NULL"),
    )
    _mark_new_ones("NEW.title IS NOT NULL OR NEW.channel IS NOT NULL")


def downgrade() -> None:
    _mark_new_ones("NEW.title IS NOT NULL")
    op.drop_index("ix_videos_captions", "videos")
    op.drop_index("ix_search_documents_name_parts", "search_documents")
    op.drop_column("search_documents", "name_parts")
    op.execute("DROP FUNCTION name_parts(text, text)")


def _mark_new_ones(condition: str) -> None:
    op.execute("DROP TRIGGER mark_new_for_search ON videos")
    op.execute(_TRIGGER.format(condition))
