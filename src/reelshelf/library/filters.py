"""Which videos of a list are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

CaptionsFilter = Literal["with", "without", "partial"]
TagMode = Literal["any", "all"]

_CAPTIONS = {"with": "present", "without": "none", "partial": "follow"}
# A name is found by the index that sorts by it.
_CHANNEL = """(v.channel_id = :channel OR (v.channel = :channel
  AND lower(left(coalesce(v.channel, ''), 200)) = lower(left(CAST(:channel AS text), 200))))"""
_TAGGED = "v.id IN (SELECT vt.video_id FROM video_tags vt WHERE vt.tag_id = ANY(:tags_{number}))"


@dataclass(frozen=True, slots=True)
class VideoFilter:
    """What is None or empty filters nothing out. A video is in one of `stages`; `channel` is a channel's id or
    its name; `q` is looked for as it is in title and channel; a video needs one of `tags`, or all with `tag_mode`.
    """

    stages: tuple[str, ...] = ()
    channel: str | None = None
    job_id: UUID | None = None
    captions: CaptionsFilter | None = None
    q: str | None = None
    tags: tuple[UUID, ...] = ()
    tag_mode: TagMode = "any"


def conditions(
    user_id: UUID, list_id: UUID, wanted: VideoFilter, proposed: Sequence[UUID] | None = None
) -> tuple[str, dict[str, Any]]:
    """SQL on `v`, bound to the account, and its values. `proposed`, if known, are videos that all wanted are among."""
    values: dict[str, Any] = {"user_id": user_id, "list_id": list_id}
    parts = ["v.user_id = :user_id", "v.list_id = :list_id"]
    for name, condition in (
        ("channel", _CHANNEL),
        ("job_id", "v.job_id = :job_id"),
    ):
        if (value := getattr(wanted, name)) is not None:
            parts.append(condition)
            values[name] = value
    if wanted.stages:
        parts.append("v.import_stage = ANY(:stages)")
        values["stages"] = list(wanted.stages)
    if wanted.captions is not None:
        parts.append("v.captions = :captions")
        values["captions"] = _CAPTIONS[wanted.captions]
    if proposed is not None:
        parts.append("v.id = ANY(:proposed)")
        values["proposed"] = list(proposed)
    if wanted.q:
        parts.append("(v.title ILIKE :q OR v.channel ILIKE :q)")
        values["q"] = "%" + wanted.q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    groups = [(tag,) for tag in wanted.tags] if wanted.tag_mode == "all" else [wanted.tags]
    for number, tags in enumerate(filter(None, groups)):
        parts.append(_TAGGED.format(number=number))
        values[f"tags_{number}"] = list(tags)
    return " AND ".join(parts), values
