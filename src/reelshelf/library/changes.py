"""How everybody who looks at a list is told of changes to its videos that a person made."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from reelshelf.progress.events import Event

MAX_SINGLE = 50
"""Up to so many videos are told one by one."""
MAX_NAMED = 200
"""Of more than that a list is told only that much has changed."""


def changed(videos: Sequence[tuple[UUID, UUID]]) -> list[Event]:
    """Of `(video, list)`: one event each while they are few, one for each list when they are many."""
    if len(videos) <= MAX_SINGLE:
        return [
            {"type": "video_changed", "video_id": str(video_id), "list_id": str(list_id)}
            for video_id, list_id in videos
        ]
    return of_lists("videos_changed", videos)


def of_lists(
    kind: Literal["videos_changed", "videos_removed"], videos: Iterable[tuple[UUID, UUID]]
) -> list[Event]:
    """One event for each list of `(video, list)`; `video_ids` is null when they are too many to name."""
    by_list: dict[UUID, list[str]] = defaultdict(list)
    for video_id, list_id in videos:
        by_list[list_id].append(str(video_id))
    return [
        {"type": kind, "list_id": str(list_id), "video_ids": ids if len(ids) <= MAX_NAMED else None}
        for list_id, ids in by_list.items()
    ]
