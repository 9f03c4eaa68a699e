"""What was learnt of upstreams, so that a restart need not learn it again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.orm import Mapped, mapped_column

from reelshelf.kit.db import Base


class UpstreamRate(Base):
    """How many requests an hour an endpoint takes from us. Only good for the prior it was learnt under."""

    __tablename__ = "upstream_rates"

    endpoint: Mapped[str] = mapped_column(primary_key=True)
    rate_per_hour: Mapped[float]
    prior_per_hour: Mapped[float]
    learned_at: Mapped[datetime] = mapped_column(server_default=func.now())
    """When it was used last, or begun."""
    held_until: Mapped[datetime | None]
    """Left alone until then, when that was long enough to be worth remembering."""
    holds: Mapped[float] = mapped_column(server_default="0")
    """How many there were without a steady time between them."""
