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
    worker_kills: int
    worker_stops: int


CI = Scale(
    name="ci",
    patience_seconds=60.0,
    import_videos=60,
    worker_kills=3,
    worker_stops=2,
)
FULL = Scale(
    name="full",
    patience_seconds=900.0,
    import_videos=500,
    worker_kills=50,
    worker_stops=20,
)

SCALES = {scale.name: scale for scale in (CI, FULL)}
FULL_TIMEOUT_SECONDS = 3600
"""For one experiment at full size, in place of the timeout of a test."""
