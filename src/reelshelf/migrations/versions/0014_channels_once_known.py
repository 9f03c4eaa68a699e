"""Videos without a channel are in no index of channels: an import of ten thousand writes that many entries less."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_COLUMNS = ["list_id", "channel_id", "channel"]


def upgrade() -> None:
    op.drop_index("ix_videos_channel", "videos")
    known = sa.text("channel_id IS NOT NULL OR channel IS NOT NULL")
    op.create_index("ix_videos_channel", "videos", _COLUMNS, postgresql_where=known)


def downgrade() -> None:
    op.drop_index("ix_videos_channel", "videos")
    op.create_index("ix_videos_channel", "videos", _COLUMNS)
