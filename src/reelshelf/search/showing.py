"""Hits as a person sees them: the field that matched, the moments, and snippets with the matches marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from reelshelf.search import finding, marking
from reelshelf.search.folding import fold
from reelshelf.search.languages import SIMPLE
from reelshelf.search.wire import Moment, SearchHit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncConnection

    from reelshelf.search.compiling import Compiled
    from reelshelf.search.marking import Marked
    from reelshelf.search.wire import MatchedIn

MAX_MARKED_CHARACTERS = 20_000

_HEADLINES = text("""
SELECT w.place, ts_headline(CAST(c.name AS regconfig), w.folded, CAST(:wished AS tsquery), :options) AS headline
FROM unnest(CAST(:texts AS text[]), CAST(:configurations AS text[])) WITH ORDINALITY AS w (folded, configuration, place)
CROSS JOIN LATERAL (SELECT 'simple' AS name UNION SELECT w.configuration) c
""")
_OPTIONS = f"HighlightAll=true, StartSel={marking.OPEN}, StopSel={marking.CLOSE}"


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    configuration: str


async def show(
    connection: AsyncConnection, user_id: UUID, compiled: Compiled, rows: Sequence[Any]
) -> list[SearchHit]:
    """`rows` as `finding.find` gives them, in the same order."""
    fields = await finding.fields(
        connection, user_id, compiled, [row.video_id for row in rows if row.in_document]
    )
    places = [(row.video_id, position) for row in rows for position in row.positions]
    passages = await finding.passages(connection, user_id, places) if places else {}
    kinds = {row.video_id: _matched_in(fields.get(row.video_id)) for row in rows}
    of_fields = {
        row.video_id: _field_text(row, kinds[row.video_id], fields.get(row.video_id)) for row in rows
    }
    texts = [*of_fields.values(), *(_Text(each.body, each.configuration) for each in passages.values())]
    marked = await _mark(connection, compiled.wished, texts)
    marked_fields = dict(zip(of_fields, marked, strict=False))
    marked_passages = dict(zip(passages, marked[len(of_fields) :], strict=True))
    hits = []
    for row in rows:
        moments = [
            _moment(passages[place], marked_passages[place])
            for position in row.positions
            if (place := (row.video_id, position)) in passages
        ]
        hits.append(_hit(row, kinds[row.video_id], marking.snippet(marked_fields[row.video_id]), moments))
    return hits


def _matched_in(fields: Any | None) -> MatchedIn:
    """The heaviest field that has all of it; when it is spread over several, the heaviest that has some."""
    if fields is None:
        return "transcript"
    if fields.all_in_title:
        return "title"
    if fields.all_in_channel:
        return "channel"
    if fields.all_in_description:
        return "description"
    return "title" if fields.some_in_title else "channel" if fields.some_in_channel else "description"


def _field_text(row: Any, kind: MatchedIn, fields: Any | None) -> _Text:
    written = {
        "title": row.title,
        "channel": row.channel,
        "description": fields.more if fields else None,
    }.get(kind)
    return _Text((written or "")[:MAX_MARKED_CHARACTERS], fields.configuration if fields else SIMPLE)


async def _mark(connection: AsyncConnection, wished: str, texts: Sequence[_Text]) -> list[Marked]:
    rows = await connection.execute(
        _HEADLINES,
        {
            "texts": [fold(each.text) for each in texts],
            "configurations": [each.configuration for each in texts],
            "wished": wished,
            "options": _OPTIONS,
        },
    )
    headlines: list[list[str]] = [[] for _ in texts]
    for row in rows:
        headlines[row.place - 1].append(row.headline)
    return [marking.marked(each.text, found) for each, found in zip(texts, headlines, strict=True)]


def _moment(passage: Any, marked: Marked) -> Moment:
    line, at = marking.best_line(marked)
    first = next((place for place in range(at, len(marked.text)) if marked.is_match[place]), at)
    return Moment(start_seconds=passage.cue_starts[line], snippet=marking.snippet(marked, around=first))


def _hit(row: Any, kind: MatchedIn, field_snippet: str, moments: Sequence[Moment]) -> SearchHit:
    best = moments[0] if moments else None
    in_transcript = kind == "transcript" and best is not None
    # What two passages share is one moment.
    different = {moment.start_seconds: moment for moment in reversed(moments)}
    return SearchHit(
        **{name: getattr(row, name) for name in _SHOWN},
        matched_in=kind,
        start_seconds=best.start_seconds if in_transcript and best else None,
        snippet=best.snippet if in_transcript and best else field_snippet,
        moments=sorted(different.values(), key=lambda moment: moment.start_seconds),
    )


_SHOWN = (
    "video_id",
    "list_id",
    "youtube_id",
    "title",
    "channel",
    "duration",
    "thumbnail_url",
    "import_stage",
)
