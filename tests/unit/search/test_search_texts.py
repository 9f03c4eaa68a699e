"""What is compared, cut and marked: pure functions of the search."""

from __future__ import annotations

from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reelshelf.captions.webvtt import Cue
from reelshelf.search.folding import fold, fold_with_origins
from reelshelf.search.languages import configuration_of
from reelshelf.search.marking import CLOSE, OPEN, best_line, marked, snippet
from reelshelf.search.passages import LONGEST_SECONDS, passages_of
from reelshelf.search.words import Term, parse

#: Written so, and so, is one word.
SAME = [
    ("München", "munchen"),
    ("MU\u0308NCHEN", "münchen"),
    ("Straße", "STRASSE"),
    ("Ångström", "angstrom"),
    ("Œuvre", "oeuvre"),
    ("Łódź", "lodz"),
    ("Γειά", "γεια"),
    ("λόγος", "ΛΟΓΟΣ"),
    ("ёлка", "елка"),
    ("ＡＢＣ", "abc"),
    ("don’t", "don't"),
    ("İstanbul", "istanbul"),
]
DIFFERENT = [("й", "и"), ("が", "か"), ("하", "ᄒ"), ("n", "m")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_accents_and_case_do_not_count(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_letters_stay_other_letters(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_scripts_without_spaces_are_looked_for_by_character() -> None:
    assert fold("日本語 x").split() == ["日", "本", "語", "x"]


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_every_folded_character_comes_from_somewhere(text: str) -> None:
    composed, folded, origins = fold_with_origins(text)
    assert folded == fold(text)
    assert len(origins) == len(folded)
    assert origins == sorted(origins)
    assert all(0 <= origin < len(composed) for origin in origins)
    assert not set(folded) & set(OPEN + CLOSE + "<>")


@pytest.mark.parametrize(
    ("language", "configuration"),
    [
        ("de", "german"),
        ("pt-BR", "portuguese"),
        ("en_US", "english"),
        ("ja", "simple"),
        (None, "simple"),
        ("", "simple"),
    ],
)
def test_languages_have_configurations(language: str | None, configuration: str) -> None:
    assert configuration_of(language) == configuration


@pytest.mark.parametrize(
    ("query", "groups"),
    [
        ("Foo bar", [[Term("foo"), Term("bar", is_beginning=True)]]),
        ('"deep  Learning" x1', [[Term("deep learning", is_phrase=True), Term("x1", is_beginning=True)]]),
        ("cats -dogs", [[Term("cats"), Term("dogs", is_excluded=True)]]),
        ('a -"b c"', [[Term("a"), Term("b c", is_phrase=True, is_excluded=True)]]),
        ("red OR blue sky", [[Term("red")], [Term("blue"), Term("sky", is_beginning=True)]]),
        ("or or x", [[Term("x")]]),
        ('"or" x', [[Term("or", is_phrase=True), Term("x")]]),
        ("well-known", [[Term("well-known", is_beginning=True)]]),
        ('"never closed', [[Term("never closed", is_phrase=True)]]),
        ("-only", []),
        ("??? & | ! ( ) : * <->", []),
        ("", []),
    ],
)  # fmt: skip
def test_queries_are_read_as_people_write_them(query: str, groups: list[list[Term]]) -> None:
    assert parse(query) == groups


def test_of_very_many_words_the_first_count() -> None:
    assert sum(len(group) for group in parse("word " * 100)) == 32


def cues(count: int, seconds: float = 4.0) -> list[Cue]:
    return [Cue(n * seconds, (n + 1) * seconds, f"cue {n}\nmore") for n in range(count)]


def test_passages_hold_every_cue_and_the_first_of_the_next() -> None:
    found = passages_of(cues(20))
    assert [each.cue_starts[0] for each in found] == [0, 28, 56]
    for passage, following in pairwise(found):
        assert passage.cue_starts[-1] == following.cue_starts[0]
        assert passage.cue_starts[-1] - passage.cue_starts[0] <= LONGEST_SECONDS
        assert len(passage.body.split("\n")) == len(passage.cue_starts)
    assert found[0].body.split("\n")[1] == "cue 1 more"
    assert passages_of([]) == []
    assert len(passages_of([Cue(0, 3600, "one long cue")])) == 1


def headline(text: str, *words: str) -> str:
    folded = fold(text)
    for word in words:
        folded = folded.replace(word, OPEN + word + CLOSE)
    return folded


def test_matches_are_marked_where_they_are_written() -> None:
    text = "Die Straße <b>nach</b> München & zurück"
    shown = snippet(marked(text, [headline(text, "munchen"), headline(text, "strasse")]))
    assert shown == "Die <mark>Straße</mark> &lt;b&gt;nach&lt;/b&gt; <mark>München</mark> &amp; zurück"


def test_a_headline_of_another_text_marks_nothing() -> None:
    assert snippet(marked("some words", ["other " + OPEN + "words" + CLOSE])) == "some words"
    assert snippet(marked("", [])) == ""


def test_a_snippet_of_a_long_text_is_about_the_match() -> None:
    text = "word " * 200 + "needle " + "word " * 200
    shown = snippet(marked(text, [headline(text, "needle")]))
    assert "<mark>needle</mark>" in shown
    assert shown.startswith("… word")
    assert shown.endswith("word …")
    assert len(shown) < 250


@given(st.text(max_size=400), st.sampled_from(["a", "e", " ", "0"]))
@settings(max_examples=200, deadline=None)
def test_a_snippet_is_safe_html_and_part_of_the_text(text: str, word: str) -> None:
    found = marked(text, [headline(text, word)])
    shown = snippet(found)
    bare = shown.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert shown.count("<mark>") == shown.count("</mark>")
    inner = unescape(bare).removeprefix("… ").removesuffix(" …")
    assert inner in found.text.replace("\n", " ")


def test_the_cue_with_most_of_the_words_is_the_moment() -> None:
    body = "the network is slow\nwords\na neural\nnetwork learns\nthe end of the network"
    found = marked(body, [headline(body, "neural", "network")])
    assert best_line(found)[0] == 2
    body = "nothing\nneural network here\nneural network again"
    assert best_line(marked(body, [headline(body, "neural", "network")]))[0] == 1
