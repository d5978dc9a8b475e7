"""What linking leaves open is listed among the findings, and goes when a document answers it."""

from __future__ import annotations

from pathlib import Path

import invented
from collected import add_here

from communique.model.findings import Severity
from communique.model.marks import ActorKind
from communique.model.spans import Span
from communique.pipeline.linking import trouble_of
from communique.record import Candidate, Record, Unresolved

UNDATED = """Osquane and Halquern talk

Meskorali President Temir Osquane met Foreign Minister Tove Halquern of Pellurand in Ambrisk on Tuesday.
"""
DATED = """Ministry of Foreign Affairs of Meskoral

October 8, 2031

On October 7, 2031, President Temir Osquane met Foreign Minister Tove Halquern of Pellurand in Ambrisk.
"""


def test_every_open_question_is_a_finding(tmp_path: Path) -> None:
    documents = invented.write(tmp_path / "papers", 60, seed=3)
    add_here(tmp_path / "record.db", documents)
    with Record.open(tmp_path / "record.db") as record:
        questions = [(q.document, f"{q.kind} left open") for q in record.unresolved()]
        findings = [f for f in record.findings() if f.what.endswith("left open")]
        assert sorted(questions) == sorted((f.document or "", f.what) for f in findings) != []
        for finding in findings:
            assert (finding.severity, record.show(finding.id)) == (Severity.NOTE, finding)
            assert finding.why and finding.try_


def test_it_goes_when_a_document_answers_it(tmp_path: Path) -> None:
    for name, text in (("undated.txt", UNDATED), ("dated.txt", DATED)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "record.db"
    add_here(path, [tmp_path / "undated.txt"])
    with Record.open(path) as record:
        assert [f.what for f in record.findings()] == ["date left open"]
    add_here(path, [tmp_path / "dated.txt"])
    with Record.open(path) as record:
        assert [f.what for f in record.findings()] == list(record.unresolved()) == []


def test_it_names_its_candidates_and_its_reason() -> None:
    candidates = (Candidate("a-1", "Ilse Tavorin"), Candidate("2031-10-07", "2031-10-07"))
    told = trouble_of(Unresolved("d-1", ActorKind.PERSON, 4, "two are called so", candidates), Span(10, 17))
    assert told.why == "two are called so; candidates: Ilse Tavorin (a-1), 2031-10-07"
    assert told.where == "characters 10-17"
