"""Remember which videos were asked for ahead of their own look, so that nobody asks twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("video_enrichments", sa.Column("scouted_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("video_enrichments", "scouted_at")
