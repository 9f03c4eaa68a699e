"""Remember until when an upstream is left alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("upstream_rates", sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("upstream_rates", sa.Column("holds", sa.Float(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("upstream_rates", "holds")
    op.drop_column("upstream_rates", "held_until")
