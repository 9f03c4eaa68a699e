"""How large the experiments are: small enough for every change, or at full size with `--faults=full`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """One field for each size an experiment has; add yours where they belong."""

    name: str
    patience_seconds: float
    """How long a wait may last before the experiment has failed; no promise of ours."""

    import_videos: int
    """Videos of the import that is under fire."""
    import_videos_one_by_one: int
    """The same, for workers with one video at a time."""
    worker_kills: int
    worker_stops: int
    up_videos: int
    """Of the import during which the whole of `reelshelf up` is killed."""
    up_kills: int
    frozen_seconds: float
    """How long a worker is stopped; small, its lease is ended by hand."""
    every_nth_boundary: int
    """How many of the points between two commits are tried: 1 is all of them."""
    videos_per_boundary: int
    redis_losses: int
    redis_loss_videos: int
    redis_away_seconds: float
    postgres_restarts: int
    postgres_away_seconds: float
    tab_links: int
    """Of the same import, sent by two tabs at once."""
    videos_ahead: int
    """That wait when somebody puts in a single link."""
    paced_videos: int
    """Fetched at 300 an hour, in hours that pass faster."""


CI = Scale(
    name="ci",
    patience_seconds=180.0,
    import_videos=40,
    import_videos_one_by_one=12,
    worker_kills=2,
    worker_stops=2,
    up_videos=30,
    up_kills=1,
    frozen_seconds=0.0,
    every_nth_boundary=8,
    videos_per_boundary=10,
    redis_losses=3,
    redis_loss_videos=36,
    redis_away_seconds=1.0,
    postgres_restarts=2,
    postgres_away_seconds=1.0,
    tab_links=1_000,
    videos_ahead=500,
    paced_videos=80,
)
FULL = Scale(
    name="full",
    patience_seconds=900.0,
    import_videos=500,
    import_videos_one_by_one=250,
    worker_kills=50,
    worker_stops=20,
    up_videos=500,
    up_kills=3,
    frozen_seconds=120.0,
    every_nth_boundary=1,
    videos_per_boundary=25,
    redis_losses=10,
    redis_loss_videos=300,
    redis_away_seconds=300.0,
    postgres_restarts=10,
    postgres_away_seconds=120.0,
    tab_links=10_000,
    videos_ahead=10_000,
    paced_videos=10_000,
)

SCALES = {scale.name: scale for scale in (CI, FULL)}
FULL_TIMEOUT_SECONDS = 3600
"""For one experiment at full size, in place of the timeout of a test."""
