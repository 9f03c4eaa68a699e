"""What a file remembers of videos that were somebody's before: notes and tags come back with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from reelshelf.imports.words import storable
from reelshelf.kit.ids import new_id_texts
from reelshelf.library.wire import MAX_TAG_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.imports.entries import EntryDetails, VideoEntry

MAX_NOTES_CHARACTERS = 20_000
MAX_TAGS = 1_000
"""Of one import; more are no tags but some other program's words."""

_NEW = text("SELECT youtube_id, id::text FROM videos WHERE id = ANY(CAST(:ids AS uuid[]))")

_NOTES = text("""
UPDATE videos v SET notes = n.notes
FROM unnest(CAST(:ids AS uuid[]), CAST(:notes AS text[])) AS n (id, notes) WHERE v.id = n.id
""")

# By name, so that two imports at once do not wait for each other.
_TAGS = text("""
INSERT INTO tags (id, user_id, name)
SELECT w.id, :user_id, w.name FROM unnest(CAST(:ids AS uuid[]), CAST(:names AS text[])) AS w (id, name)
ORDER BY lower(w.name) ON CONFLICT (user_id, lower(name)) DO NOTHING
""")

_TAGGED = text("""
INSERT INTO video_tags (video_id, tag_id)
SELECT w.video_id, t.id FROM unnest(CAST(:video_ids AS uuid[]), CAST(:names AS text[])) AS w (video_id, name)
JOIN tags t ON t.user_id = :user_id AND lower(t.name) = lower(w.name)
ON CONFLICT DO NOTHING RETURNING video_id
""")


async def restore(
    connection: AsyncConnection, user_id: UUID, created: Sequence[str], entries: Iterable[VideoEntry]
) -> bool:
    """Give the new ones among these videos the notes and tags that the file has for them; whether there were tags."""
    known = {each.youtube_id: each.details for each in reversed(list(entries)) if each.details is not None}
    if not any(details.notes or details.tags for details in known.values()):
        return False
    ids = {row.youtube_id: row.id for row in await connection.execute(_NEW, {"ids": list(created)})}
    new = {ids[youtube_id]: details for youtube_id, details in known.items() if youtube_id in ids}
    notes = {
        video_id: storable(each.notes)[:MAX_NOTES_CHARACTERS] for video_id, each in new.items() if each.notes
    }
    if notes:
        await connection.execute(_NOTES, {"ids": list(notes), "notes": list(notes.values())})
    return await _tag(connection, user_id, _wanted_tags(new))


def _wanted_tags(new: Mapping[str, EntryDetails]) -> list[tuple[str, str]]:
    """`(video, name)`, of a thousand different names at most."""
    names: dict[str, str] = {}
    wanted = []
    for video_id, details in new.items():
        for tag in details.tags:
            name = storable(tag).strip()[:MAX_TAG_CHARACTERS].strip()
            if name and (name.lower() in names or len(names) < MAX_TAGS):
                wanted.append((video_id, names.setdefault(name.lower(), name)))
    return wanted


async def _tag(connection: AsyncConnection, user_id: UUID, wanted: Sequence[tuple[str, str]]) -> bool:
    if not wanted:
        return False
    names = list({name: None for _, name in wanted})
    await connection.execute(_TAGS, {"ids": new_id_texts(len(names)), "names": names, "user_id": user_id})
    tagged = await connection.execute(
        _TAGGED,
        {
            "video_ids": [video_id for video_id, _ in wanted],
            "names": [name for _, name in wanted],
            "user_id": user_id,
        },
    )
    return tagged.first() is not None
