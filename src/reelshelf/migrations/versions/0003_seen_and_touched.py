"""What is on a screen goes between single links and the rest; a video knows when a person changed it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("videos", sa.Column("touched_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE videos SET touched_at = updated_at WHERE notes IS NOT NULL")
    op.alter_column("video_enrichments", "priority", server_default="2")
    op.execute("UPDATE video_enrichments SET priority = 2 WHERE priority = 1")


def downgrade() -> None:
    op.execute("UPDATE video_enrichments SET priority = 1 WHERE priority = 2")
    op.alter_column("video_enrichments", "priority", server_default="1")
    op.drop_column("videos", "touched_at")
