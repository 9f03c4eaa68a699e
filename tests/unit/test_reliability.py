"""The table of docs/reliability.md."""

from __future__ import annotations

from pathlib import Path

from faults.reliability import BEGIN, END, Row, merged

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "reliability.md"
FIRST = Row("Kill a worker", "nothing is lost", "0 lost", "50 kills", "2026-11-23")
SECOND = Row("Stop a worker", "nothing is lost", "0 lost", "20 stops", "2026-11-23")


def rows_of(document: str) -> list[str]:
    table = document.partition(BEGIN)[2].partition(END)[0]
    return table.strip().splitlines()[2:]


def test_a_row_takes_the_place_of_the_former_one_and_the_others_stay() -> None:
    empty = f"Before.\n\n{BEGIN}\n{END}\n\nAfter.\n"
    both = merged(merged(empty, FIRST), SECOND)
    again = Row(FIRST.experiment, FIRST.must_hold, "1 | lost", FIRST.size, "2026-11-24")
    document = merged(both, again)
    assert rows_of(document) == [
        "| Kill a worker | nothing is lost | 1 / lost | 50 kills | 2026-11-24 |",
        SECOND.line,
    ]
    assert document.startswith("Before.\n\n")
    assert document.endswith("\n\nAfter.\n")


def test_the_document_has_its_place_for_the_table() -> None:
    document = DOCUMENT.read_text()
    assert merged(document, FIRST).count(FIRST.line) == 1
