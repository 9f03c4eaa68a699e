from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reelshelf.captions.transcript import LONGEST_CHARACTERS, to_transcript
from reelshelf.captions.webvtt import Cue


def said(*texts: str, pause_seconds: float = 0.0) -> list[Cue]:
    step = 2 + pause_seconds
    return [Cue(number * step, number * step + 2, text) for number, text in enumerate(texts)]


def test_lines_flow_into_one_paragraph() -> None:
    assert to_transcript(said("We build\na shelf.", "It is", "grey.")) == "We build a shelf. It is grey."


def test_a_pause_after_a_sentence_begins_a_paragraph() -> None:
    assert to_transcript(said("One.", "Two.", pause_seconds=3)) == "One.\n\nTwo."
    assert to_transcript(said("One", "two.", pause_seconds=3)) == "One two."


def test_a_new_speaker_begins_a_paragraph() -> None:
    assert to_transcript(said("Hello there", ">> Hi", "- And me")) == "Hello there\n\n>> Hi\n\n- And me"


def test_captions_without_sentences_still_get_paragraphs() -> None:
    paragraphs = to_transcript(said(*["some words without an end"] * 200)).split("\n\n")
    assert len(paragraphs) > 1
    assert all(len(paragraph) < LONGEST_CHARACTERS + 30 for paragraph in paragraphs)


def test_chinese_needs_no_spaces_but_korean_does() -> None:
    assert to_transcript(said("你好", "世界")) == "你好世界"
    assert to_transcript(said("안녕", "세계")) == "안녕 세계"


def test_no_cues_are_no_text() -> None:
    assert to_transcript(()) == ""


@given(st.lists(st.text(alphabet="ab .!?>-\n", min_size=1).filter(str.strip), max_size=60))
def test_every_word_is_kept_in_order(texts: list[str]) -> None:
    assert to_transcript(said(*texts)).split() == " ".join(texts).split()
