"""An index for each order of a list, so that every page of a very long one is read at once; what is ranked in a
search lies in the row itself.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_ORDERS = {
    "ix_videos_shelf": "created_at DESC",
    "ix_videos_by_title": "lower(left(coalesce(title, ''), 200))",
    "ix_videos_by_channel": "lower(left(coalesce(channel, ''), 200))",
    "ix_videos_by_duration": "coalesce(duration, -1)",
    "ix_videos_by_publication": "coalesce(published_at, 'epoch')",
}


def upgrade() -> None:
    op.drop_index("ix_videos_shelf", "videos")
    for name, expression in _ORDERS.items():
        op.create_index(name, "videos", ["list_id", sa.text(expression), "id"])
    op.create_index("ix_videos_channel", "videos", ["list_id", "channel_id", "channel"])
    # Elsewhere, each vector costs four more pages to look at.
    op.execute("ALTER TABLE search_passages ALTER COLUMN vector SET STORAGE MAIN")
    op.execute("ALTER TABLE search_documents ALTER COLUMN vector SET STORAGE MAIN")


def downgrade() -> None:
    op.execute("ALTER TABLE search_documents ALTER COLUMN vector SET STORAGE EXTENDED")
    op.execute("ALTER TABLE search_passages ALTER COLUMN vector SET STORAGE EXTENDED")
    for name in [*_ORDERS, "ix_videos_channel"]:
        op.drop_index(name, "videos")
    op.create_index("ix_videos_shelf", "videos", ["list_id", "created_at", "id"])
