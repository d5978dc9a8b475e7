"""New bytes at a known address are a version of what was published there first."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

from collected import add_here

from communique.record import Record

PAGE = """---
title: A statement
date: {day}
source_url: {address}
---
The Foreign Minister of France said that {words}.
"""
TEXTS = (
    PAGE.format(day="2030-01-02", address="https://example.org/a", words="the talks were useful"),
    PAGE.format(day="2030-01-03", address="https://example.org/a", words="the talks were very useful"),
    PAGE.format(day="2030-01-03", address="https://example.org/b", words="the talks were long"),
)


def test_later_bytes_are_a_version_of_the_first_in_any_order(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.md" for n in range(len(TEXTS))]
    for path, text in zip(paths, TEXTS, strict=True):
        path.write_text(text, encoding="utf-8")
    for number, order in enumerate(permutations(paths)):
        record = tmp_path / f"{number}.db"
        for path in order:
            add_here(record, [path])
        with Record.open(record) as opened:
            lines = {Path(line.path).name: line for line in opened.documents()}
        assert lines["0.md"].version_of is None
        assert lines["1.md"].version_of == lines["0.md"].id
        assert lines["2.md"].version_of is None
