"""What a person types, read as `websearch_to_tsquery` reads it: words, "phrases", -without, or."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reelshelf.search.folding import fold

MAX_WORDS = 32
SHORTEST_BEGINNING = 2
"""Characters that the last word has at least to be taken for the beginning of longer ones."""

_PIECE = re.compile(r'(?P<minus>-*)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase, folded. `is_beginning`: longer words that begin so are meant, too."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False
    is_beginning: bool = False


def parse(query: str) -> list[list[Term]]:
    """Alternatives, each of terms that all have to be there. Empty when nothing could be looked for.

    Words beyond the thirty-second are left out.
    """
    groups: list[list[Term]] = [[]]
    for term in _terms(query)[:MAX_WORDS]:
        if term.text == "or" and not term.is_phrase and not term.is_excluded:
            groups.append([])
        else:
            groups[-1].append(replace(term, is_beginning=False))
    groups = [group for group in groups if any(not term.is_excluded for term in group)]
    if groups and _last_is_beginning(query):
        last = groups[-1][-1]
        groups[-1][-1] = replace(last, is_beginning=not (last.is_phrase or last.is_excluded))
    return groups


def _terms(query: str) -> list[Term]:
    # A dash inside a folded text is no exclusion any more, so pieces are told apart first.
    found = []
    for match in _PIECE.finditer(query):
        phrase, excluded = match["phrase"], bool(match["minus"])
        text = " ".join(fold(phrase if phrase is not None else match["word"]).split())
        if any(character.isalnum() for character in text):
            found.append(Term(text, is_phrase=phrase is not None, is_excluded=excluded))
    return found


def _last_is_beginning(query: str) -> bool:
    terms = _terms(query)[:MAX_WORDS]
    return bool(terms) and len(terms[-1].text) >= SHORTEST_BEGINNING
