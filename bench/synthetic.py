"""A large account, made up: videos, captions and what search makes of them, copied straight into the tables by as
many processes as there are cores.

Words follow Zipf's law, as in any language: the first is in almost every sentence, most are rare.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg

from reelshelf.kit.ids import new_id, new_id_texts
from simulators.world.ids import video_ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CUES_A_VIDEO = 50
CUE_SECONDS = 3
WORDS_A_CUE = 8
CUES_A_PASSAGE = 10
DIFFERENT_CUES = 200_000
VOCABULARY = 60_000
EXPONENT = 1.05
CHANNELS = 3_000
BATCH = 2_000
SYLLABLES = (
    "ka", "lo", "mi", "ten", "ra", "vol", "es", "du", "par", "ni", "so", "gre", "al", "tor", "be", "fin", "cu", "sha",
)  # fmt: skip


class Words:
    """Made-up words by rank; `sentence` draws from them as people do."""

    def __init__(self, seed: int = 7) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - the same account every time
        lengths = (itertools.product(SYLLABLES, repeat=length) for length in (2, 3, 4))
        spelt = ("".join(parts) for parts in itertools.chain.from_iterable(lengths))
        words = list(itertools.islice(spelt, VOCABULARY))
        # Short ones are the common ones, but not in the order of the alphabet.
        self.by_rank = sorted(words, key=lambda word: (len(word) // 3, self._dice.random()))
        weights = (1 / (rank + 2.7) ** EXPONENT for rank in range(VOCABULARY))
        self._cumulated = list(itertools.accumulate(weights))

        self._cues = [self.sentence(WORDS_A_CUE) for _ in range(DIFFERENT_CUES)]

    def cues(self, count: int) -> list[str]:
        """Drawn from two hundred thousand different ones: five million would take minutes to make up."""
        return self._dice.choices(self._cues, k=count)

    def sentence(self, length: int) -> str:
        return " ".join(self._dice.choices(self.by_rank, cum_weights=self._cumulated, k=length))

    def begin(self, seed: int) -> None:
        """The same words, said anew."""
        self._dice.seed(seed)

    def number(self, below: int) -> int:
        return self._dice.randrange(below)


async def fill(database_url: str, user_id: UUID, list_ids: Sequence[UUID], videos: int) -> None:
    """`videos` complete videos, every tenth on the second list, with everything that lists and search read.

    Indexes of words are made at the end: that is faster, and they are like new.
    """
    connection = await asyncpg.connect(database_url)
    tags = await _tags(connection, user_id)
    indexes = [(row["name"], row["definition"]) for row in await connection.fetch(_INDEXES)]
    for name, _ in indexes:
        await connection.execute(f"DROP INDEX {name}")
    starts = range(0, videos, BATCH)
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        await asyncio.gather(
            *(
                asyncio.get_running_loop().run_in_executor(
                    processes,
                    _fill_some,
                    database_url,
                    user_id,
                    list_ids,
                    tags,
                    start,
                    min(BATCH, videos - start),
                )
                for start in starts
            )
        )
    await connection.execute("SET maintenance_work_mem = '512MB'")
    for _, definition in indexes:
        await connection.execute(definition.replace(" ON ONLY ", " ON "), timeout=1800)
    await connection.execute("VACUUM ANALYZE", timeout=1800)
    await connection.close()


# Those of partitions come and go with the whole's.
_INDEXES = """
SELECT c.relname AS name, pg_get_indexdef(c.oid) AS definition
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
WHERE m.amname = 'gin' AND c.relname LIKE 'ix\\_search\\_%' AND NOT c.relispartition
"""


def _fill_some(
    database_url: str, user_id: UUID, list_ids: Sequence[UUID], tags: Sequence[UUID], start: int, videos: int
) -> None:
    asyncio.run(_fill(database_url, user_id, list_ids, tags, start, videos))


async def _fill(
    database_url: str, user_id: UUID, list_ids: Sequence[UUID], tags: Sequence[UUID], start: int, videos: int
) -> None:
    words = Words()
    words.begin(start)
    youtube_ids = iter(video_ids(start + videos)[start:])
    ids = [UUID(each) for each in new_id_texts(videos)]
    connection = await asyncpg.connect(database_url)
    # No triggers: nothing of it has to be looked at again, and all that it refers to is there.
    await connection.execute("SET session_replication_role = replica; SET synchronous_commit = off")
    await _videos(connection, user_id, list_ids, ids, youtube_ids, words)
    await _passages(connection, user_id, ids, words)
    await connection.copy_records_to_table(
        "video_tags",
        records=[(each, tags[place % len(tags)]) for place, each in enumerate(ids)],
        columns=("video_id", "tag_id"),
    )
    await connection.close()


async def _tags(connection: asyncpg.Connection, user_id: UUID) -> list[UUID]:
    tags = [(new_id(), user_id, f"tag {number}") for number in range(20)]
    await connection.copy_records_to_table("tags", records=tags, columns=("id", "user_id", "name"))
    return [tag[0] for tag in tags]


async def _videos(
    connection: asyncpg.Connection,
    user_id: UUID,
    list_ids: Sequence[UUID],
    ids: Sequence[UUID],
    youtube_ids: Iterator[str],
    words: Words,
) -> None:
    began = datetime(2020, 1, 1, tzinfo=UTC)
    rows = []
    for place, video_id in enumerate(ids):
        channel = min(words.number(CHANNELS), words.number(CHANNELS))
        rows.append(
            (
                video_id, user_id, list_ids[place % 10 == 0], next(youtube_ids), words.sentence(6).title(),
                f"Channel {channel}", f"UC{channel:022d}", words.number(7200),
                began + timedelta(minutes=words.number(3_000_000)), words.sentence(40), words.number(10**7),
                "https://i.ytimg.com/vi/x/mqdefault.jpg", "complete" if place % 50 else "error", 100, "completed",
                ("present", "present", "present", "none", "follow")[place % 5],
                began + timedelta(seconds=words.number(150_000_000)),
            )
        )  # fmt: skip
    columns = (
        "id", "user_id", "list_id", "youtube_id", "title", "channel", "channel_id", "duration", "published_at",
        "description", "view_count", "thumbnail_url", "import_stage", "import_progress", "processing_status",
        "captions", "created_at",
    )  # fmt: skip
    await connection.copy_records_to_table("videos", records=rows, columns=columns)
    await connection.copy_records_to_table(
        "video_enrichments",
        records=[(each, user_id, "completed", "en", "youtube_auto", None) for each in ids],
        columns=("video_id", "user_id", "status", "captions_language", "captions_source", "due_at"),
    )


async def _passages(connection: asyncpg.Connection, user_id: UUID, ids: Sequence[UUID], words: Words) -> None:
    rows = []
    for video_id in ids:
        for position in range(CUES_A_VIDEO // CUES_A_PASSAGE):
            cues = words.cues(CUES_A_PASSAGE)
            starts = [(position * CUES_A_PASSAGE + cue) * CUE_SECONDS for cue in range(CUES_A_PASSAGE)]
            rows.append((video_id, position, user_id, "english", "\n".join(cues), starts))
    await connection.execute(
        """
        CREATE TEMP TABLE spoken (
          video_id uuid, position smallint, user_id uuid, configuration text, body text, cue_starts integer[])
        """
    )
    columns = ("video_id", "position", "user_id", "configuration", "body", "cue_starts")
    await connection.copy_records_to_table("spoken", records=rows, columns=columns)
    await connection.execute(_INDEXED_PASSAGES)
    await connection.execute(_INDEXED_DOCUMENTS, list(ids))


_INDEXED_PASSAGES = """
INSERT INTO search_passages (video_id, position, user_id, configuration, body, cue_starts, vector)
SELECT s.*, array_to_tsvector(ARRAY['=' || s.user_id, '=' || v.list_id])
  || to_tsvector('simple', s.body) || '=:1'::tsvector || to_tsvector('english', s.body)
FROM spoken s JOIN videos v ON v.id = s.video_id
"""
_INDEXED_DOCUMENTS = """
INSERT INTO search_documents (video_id, user_id, list_id, configuration, digest, name_parts, vector)
SELECT v.id, v.user_id, v.list_id, 'english', 0, name_parts(v.title, v.channel),
  array_to_tsvector(ARRAY['=' || v.user_id, '=' || v.list_id])
  || setweight(to_tsvector('simple', v.title) || '=:1'::tsvector || to_tsvector('english', v.title), 'A')
  || setweight(to_tsvector('simple', v.channel) || '=:1'::tsvector || to_tsvector('english', v.channel), 'B')
  || setweight(to_tsvector('simple', v.description) || '=:1'::tsvector || to_tsvector('english', v.description), 'C')
FROM videos v WHERE v.id = ANY($1)
"""
