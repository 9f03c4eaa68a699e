"""Remember how fast upstreams let themselves be asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "upstream_rates",
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("rate_per_hour", sa.Float(), nullable=False),
        sa.Column("prior_per_hour", sa.Float(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("endpoint", name=op.f("pk_upstream_rates")),
    )


def downgrade() -> None:
    op.drop_table("upstream_rates")
