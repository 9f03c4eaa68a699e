"""An owner, tokens with scopes, when a door was last used, and people from OpenID providers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column(
        "users", sa.Column("is_owner", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.execute("UPDATE users SET is_owner = true WHERE id = (SELECT id FROM users ORDER BY id LIMIT 1)")
    op.create_index(
        "uq_users_owner", "users", ["is_owner"], unique=True, postgresql_where=sa.text("is_owner")
    )
    op.add_column(
        "sessions",
        sa.Column(
            "last_used_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
    )
    op.add_column(
        "access_tokens",
        sa.Column(
            "scopes", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{read,write}'"), nullable=False
        ),
    )
    op.add_column("access_tokens", sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "external_identities",
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_external_identities_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_external_identities")),
    )
    op.create_index(op.f("ix_external_identities_user_id"), "external_identities", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_table("external_identities")
    op.drop_column("access_tokens", "last_used_at")
    op.drop_column("access_tokens", "scopes")
    op.drop_column("sessions", "last_used_at")
    op.drop_index("uq_users_owner", table_name="users")
    op.drop_column("users", "is_owner")
