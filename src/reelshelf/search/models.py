"""What is searched: made from videos and enrichments alone, and made again whenever it is missing."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, ForeignKey, Index, Integer, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from reelshelf.kit.db import Base

_IN_SCOPE = "array_to_tsvector(ARRAY['='::text || user_id::text, '='::text || list_id::text])"
_TITLE = f"""(ts_filter(vector, '{{a}}'::"char"[]) || {_IN_SCOPE})"""

_NAME = "(ARRAY['='::text || list_id::text] || name_parts)"

_DERIVED = {"info": {"derived": True}}
"""A backup need not hold it."""


class SearchDocument(Base):
    """Title (A), channel (B), description and notes (C) of a video. `digest` tells whether they have changed.

    Besides words, a vector holds the account and the list as `=<id>`, so that the index finds within them.
    """

    __tablename__ = "search_documents"
    __table_args__ = (
        Index("ix_search_documents_vector", "vector", postgresql_using="gin"),
        Index("ix_search_documents_title", text(_TITLE), postgresql_using="gin"),
        Index(
            "ix_search_documents_name_parts",
            text(_NAME),
            postgresql_using="gin",
            postgresql_with={"gin_pending_list_limit": 256},
        ),
        Index("ix_search_documents_language", "user_id", "configuration"),
        _DERIVED,
    )

    video_id: Mapped[UUID] = mapped_column(ForeignKey("videos.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID]
    list_id: Mapped[UUID]
    configuration: Mapped[str]
    """Of text search, such as `german`; `simple` when the language is not known."""
    digest: Mapped[int] = mapped_column(BigInteger)
    vector: Mapped[str] = mapped_column(TSVECTOR)
    name_parts: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Every three letters in a row of title and channel; `?` alone when they are not known."""


class SearchPassage(Base):
    """Some seconds of a transcript: a cue on each line of `body`, and when each begins.

    In sixteen partitions (revision 0013): a search that finds enough in the first does not look into the others.
    """

    __tablename__ = "search_passages"
    __table_args__ = (
        Index(
            "ix_search_passages_vector",
            "vector",
            postgresql_using="gin",
            postgresql_with={"gin_pending_list_limit": 256},
        ),
        {"postgresql_partition_by": "HASH (video_id)", **_DERIVED},
    )

    video_id: Mapped[UUID] = mapped_column(ForeignKey("videos.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    user_id: Mapped[UUID]
    configuration: Mapped[str]
    body: Mapped[str]
    cue_starts: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    vector: Mapped[str] = mapped_column(TSVECTOR)


class SearchMark(Base):
    """A video that has to be looked at again. Triggers put it here, in the transaction of the change."""

    __tablename__ = "search_backlog"
    __table_args__ = (_DERIVED,)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=True)
    video_id: Mapped[UUID]
