"""What was asked: one record per request, and the counts."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple


class Record(NamedTuple):
    """`at` is the simulator's monotonic clock in seconds; `status` 0 means hung or reset."""

    at: float
    method: str
    host: str
    path: str
    youtube_id: str
    endpoint: str
    status: int


class Journal:
    """Kept in memory until `reset`; good for some hundred thousand requests."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def __len__(self) -> int:
        return len(self.records)

    def reset(self) -> None:
        self.records = []

    def of(
        self, endpoint: str | None = None, youtube_id: str | None = None, status: int | None = None
    ) -> list[Record]:
        """The records that match everything given, oldest first."""
        return [
            record
            for record in self.records
            if (endpoint is None or record.endpoint == endpoint)
            and (youtube_id is None or record.youtube_id == youtube_id)
            and (status is None or record.status == status)
        ]

    def count(
        self, endpoint: str | None = None, youtube_id: str | None = None, status: int | None = None
    ) -> int:
        return len(self.of(endpoint, youtube_id, status))

    def per_endpoint(self) -> dict[str, int]:
        return dict(Counter(record.endpoint for record in self.records))

    def per_video(self) -> dict[str, int]:
        return dict(Counter(record.youtube_id for record in self.records if record.youtube_id))

    def per_status(self) -> dict[str, int]:
        """Keys like `player 429`."""
        return dict(Counter(f"{record.endpoint} {record.status}" for record in self.records))
