"""Terms become queries of PostgreSQL's text search, in every language that an account has videos in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

from reelshelf.search.languages import SIMPLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.search.words import Term

# Along the index, from one language to the next, however many videos there are.
_LANGUAGES = text("""
WITH RECURSIVE known AS (
  SELECT min(configuration) AS name FROM search_documents WHERE user_id = :user_id
  UNION ALL
  SELECT (SELECT min(d.configuration) FROM search_documents d WHERE d.user_id = :user_id AND d.configuration > known.name)
  FROM known WHERE known.name IS NOT NULL
)
SELECT name FROM known WHERE name IS NOT NULL AND name <> 'simple'
""")

_LEXEMES = text("""
SELECT t.place, c.name, CAST(phraseto_tsquery(CAST(c.name AS regconfig), t.term) AS text) AS query
FROM unnest(CAST(:terms AS text[])) WITH ORDINALITY AS t (term, place), unnest(CAST(:names AS text[])) AS c (name)
""")

_LEXEME = re.compile(r"'(?:[^']|'')*'")


@dataclass(frozen=True, slots=True)
class Compiled:
    """As text for `CAST(… AS tsquery)`. `required` is what has to be there; `wished` is what ranks and is marked:
    words that are in every text, such as “the”, are only wished for when there are others.
    """

    required: str
    wished: str

    @property
    def has_phrase(self) -> bool:
        return "<" in _LEXEME.sub("", self.required)

    def in_field(self, weight: str) -> str:
        """What has to be there, all of it in one field: `A` title, `B` channel, `C` description."""
        return _with_flags(self.required, weight)

    def wished_in_field(self, weight: str) -> str:
        return _with_flags(self.wished, weight)


async def languages(connection: AsyncConnection, user_id: UUID) -> list[str]:
    """Configurations of the account's videos, besides `simple`."""
    return list((await connection.execute(_LANGUAGES, {"user_id": user_id})).scalars())


async def compile_terms(
    connection: AsyncConnection, groups: Sequence[Sequence[Term]], names: Sequence[str]
) -> Compiled | None:
    """None when there is no word in it that could be found."""
    flat = [term for group in groups for term in group]
    everywhere = (SIMPLE, *names)
    rows = await connection.execute(
        _LEXEMES, {"terms": [term.text for term in flat], "names": list(everywhere)}
    )
    found: dict[int, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row.place - 1, {})[row.name] = row.query
    leaves = iter([_leaf(term, found[place]) for place, term in enumerate(flat)])
    compiled = [_group([leaf for leaf in (next(leaves) for _ in group) if leaf.query]) for group in groups]
    usable = [group for group in compiled if group is not None]
    if not usable:
        return None
    return Compiled(_any([required for required, _ in usable]), _any([wished for _, wished in usable]))


def _group(leaves: Sequence[_Leaf]) -> tuple[str, str] | None:
    """What is required and what is wished for; None when nothing is left to look for."""
    looked_for = [leaf for leaf in leaves if not leaf.is_excluded]
    if not looked_for:
        return None
    needed = [leaf for leaf in looked_for if not leaf.is_common] or looked_for
    required = [f"({leaf.query})" for leaf in needed]
    required += [f"!({leaf.query})" for leaf in leaves if leaf.is_excluded]
    return " & ".join(required), " | ".join(leaf.query for leaf in looked_for)


@dataclass(frozen=True, slots=True)
class _Leaf:
    query: str
    is_excluded: bool
    is_common: bool


def _leaf(term: Term, queries: dict[str, str]) -> _Leaf:
    """The words as they are, or their stem in one of the languages."""
    whole = queries[SIMPLE]
    # A phrase that lost its common words in a language would be another one.
    stems = {query for query in queries.values() if _length(query) == _length(whole)} - {whole}
    if term.is_beginning:
        whole = _with_flags(whole, "*")
    is_common = not term.is_phrase and any(not query for query in queries.values())
    alternatives = [f"({query})" for query in (whole, *sorted(stems)) if query]
    return _Leaf(" | ".join(alternatives), term.is_excluded, is_common)


def _with_flags(query: str, flags: str) -> str:
    """`'a' & 'b':*` with weight `A` is `'a':A & 'b':*A`."""
    marked = _LEXEME.sub(lambda match: f"{match[0]}:{flags}", query)
    return marked.replace(f":{flags}:*", f":*{flags}")


def _length(query: str) -> int:
    return len(_LEXEME.findall(query))


def _any(alternatives: Sequence[str]) -> str:
    return " | ".join(f"({each})" for each in alternatives)
