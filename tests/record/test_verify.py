"""`verify` finds what was changed behind the record's back: bytes, texts, spans, ids, references, the index."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import suppress
from pathlib import Path

import makings
import pytest

from communique.model.document import Reading
from communique.model.ids import digest_of, document_id
from communique.record import Failure, Record

DOCUMENT = document_id(digest_of(makings.content(4)))
OTHER = document_id(digest_of(makings.content(5)))
SPANS = (
    *("block", "furniture", "sentence", "mention", "figure_office", "time_mark", "place_mark", "citation"),
    *("engagement_mark_span", "engagement_mark_participant", "statement_span", "statement_party", "statement_issue"),
)
CITED = (
    *(("engagement_evidence", "document"), ("discrepancy_evidence", "document")),
    *(("actor_office_evidence", "document"), ("document_when_evidence", "source")),
)


def tamper(record: Record, *sqls: str) -> None:
    """Changes the file as any other program could: nothing of ours looks on."""
    connection = sqlite3.connect(record.path, isolation_level=None)
    for sql in sqls:
        assert connection.execute(sql).rowcount != 0, sql
    connection.close()


def failures(record: Record) -> list[Failure]:
    return list(record.verify(makings.read))


def test_a_sound_record_passes(linked: Record) -> None:
    assert failures(linked) == []


def test_tampered_bytes(linked: Record) -> None:
    digest = digest_of(makings.content(4))
    other = zlib.compress(makings.content(5)).hex()
    tamper(linked, f"UPDATE content SET bytes = x'{other}' WHERE digest = '{digest}'")
    whys = [f.why for f in failures(linked) if f.document == DOCUMENT]
    assert any("digest and size" in why for why in whys)
    assert any("another text" in why for why in whys)


def test_damaged_bytes(linked: Record) -> None:
    tamper(linked, f"UPDATE content SET bytes = x'00' WHERE digest = '{digest_of(makings.content(4))}'")
    assert [f.document for f in failures(linked)] == [DOCUMENT]


def test_missing_bytes(linked: Record) -> None:
    tamper(linked, f"DELETE FROM content WHERE digest = '{digest_of(makings.content(4))}'")
    found = failures(linked)
    assert (DOCUMENT, "its bytes are missing") in [(f.document, f.why) for f in found]
    assert any("refers to nothing in content" in f.why for f in found)


def test_a_tampered_text(linked: Record) -> None:
    tamper(linked, f"UPDATE text SET text = replace(text, 'strait', 'harbor') WHERE document = '{DOCUMENT}'")
    found = failures(linked)
    assert {f.document for f in found} == {DOCUMENT}
    at = linked.db.value("SELECT text FROM text WHERE document = ?", [DOCUMENT]).index("harbor")
    assert any(f.span is not None and f.span.start == at and "another text" in f.why for f in found)
    assert any("statement_span" in f.why and "strait" in f.why for f in found)


def test_a_text_with_its_digest_tampered_too(linked: Record) -> None:
    text = linked.text(DOCUMENT).replace("45 minutes", "54 minutes")
    tamper(
        linked, f"UPDATE text SET text = '{text}', digest = '{digest_of(text.encode())}' WHERE document = '{DOCUMENT}'"
    )
    assert any("another text from character" in f.why for f in failures(linked))


def test_a_missing_text(linked: Record) -> None:
    tamper(linked, f"DELETE FROM text WHERE document = '{DOCUMENT}'")
    assert (DOCUMENT, "its canonical text is missing") in [(f.document, f.why) for f in failures(linked)]


@pytest.mark.parametrize("table", SPANS)
@pytest.mark.parametrize("by", [1, -1, 100_000])
def test_a_shifted_span(linked: Record, table: str, by: int) -> None:
    where = f"WHERE document = '{DOCUMENT}'"
    (before,) = linked.db.row(f"SELECT start FROM {table} {where} LIMIT 1")  # type: ignore[misc]
    tamper(linked, f"UPDATE {table} SET start = start + {by}, end = end + {by} {where} AND start = {before}")
    found = failures(linked)
    assert {f.document for f in found} == {DOCUMENT}
    assert any(f.span is not None and f.span.start == before + by and table in f.why for f in found)


@pytest.mark.parametrize(("table", "column"), CITED)
@pytest.mark.parametrize("by", [1, 100_000])
def test_shifted_evidence_of_what_was_linked(linked: Record, table: str, column: str, by: int) -> None:
    (document, before) = linked.db.row(f"SELECT {column}, start FROM {table} LIMIT 1")  # type: ignore[misc]
    tamper(linked, f"UPDATE {table} SET start = start + {by}, end = end + {by} WHERE {column} = '{document}'")
    found = failures(linked)
    assert {f.document for f in found} == {document}
    assert any(f.span is not None and f.span.start == before + by and table in f.why for f in found)


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE statement SET id = 's-0000000000000000' WHERE document = '{DOCUMENT}' AND n = 0",
        f"UPDATE statement SET negated = 1 WHERE document = '{DOCUMENT}' AND n = 0",
        f"UPDATE mention SET words = 'Nobody' WHERE document = '{DOCUMENT}' AND n = 0",
        f"UPDATE figure SET name = 'Somebody' WHERE document = '{DOCUMENT}' AND n = 0",
        f"DELETE FROM statement_why WHERE document = '{DOCUMENT}'",
        f"DELETE FROM stamp WHERE document = '{DOCUMENT}'",
        f"INSERT INTO sentence VALUES ('{DOCUMENT}', 99, 0, 5)",
        f"UPDATE marks SET payload = x'00' WHERE document = '{DOCUMENT}'",
        f"UPDATE reading SET payload = x'00' WHERE document = '{DOCUMENT}'",
        "UPDATE marks SET payload = (SELECT m.payload FROM marks m WHERE m.document = "
        f"'{OTHER}') WHERE document = '{DOCUMENT}'",
        f"UPDATE marks SET digest = 'x' WHERE document = '{DOCUMENT}'",
        f"UPDATE finding SET why = 'no reason' WHERE document = '{DOCUMENT}'",
        f"DELETE FROM box WHERE document = '{DOCUMENT}' AND page = 1",
        f"UPDATE document SET digest = '{'0' * 64}' WHERE id = '{DOCUMENT}'",
    ],
)
def test_other_changes_to_a_document(linked: Record, sql: str) -> None:
    tamper(linked, sql)
    assert DOCUMENT in {f.document for f in failures(linked)}


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE engagement SET canonical_n = 7", "does not bear the id"),
        ("UPDATE actor SET id = 'a-0'", "does not bear the id"),
        ("DELETE FROM actor", "refers to nothing in actor"),
        ("DELETE FROM document", "refers to nothing in document"),
        (f"DELETE FROM block WHERE document = '{DOCUMENT}' AND n = 0", "search index"),
    ],
)
def test_changes_that_concern_no_one_document(linked: Record, sql: str, says: str) -> None:
    tamper(linked, sql if "actor SET" not in sql else "UPDATE actor SET id = 'a-0' WHERE kind = 'office'")
    assert any(says in f.why for f in failures(linked))


def test_a_reader_that_raises_or_reads_otherwise_is_named(linked: Record) -> None:
    def read(content: bytes, path: str) -> Reading:
        if path == "folder/4.txt":
            raise OSError("no such library")
        return makings.read(content)

    (failure,) = linked.verify(read)
    assert str(failure) == f"{DOCUMENT}: its bytes could be read once and cannot be read now (no such library)"


def test_failed_documents_are_checked_by_their_bytes_alone(record: Record) -> None:
    from communique.model.findings import Severity, Trouble

    document = record.keep(b"broken", "broken.pdf")
    record.save_failure(document, Trouble(Severity.ERROR, "what", "why", "try"), "pdf 1")
    assert failures(record) == []


def test_a_truncated_file_is_no_sound_record(linked: Record, tmp_path: Path) -> None:
    linked.close()
    content = linked.path.read_bytes()
    assert b"SQLite" in content
    at = len(content) * 3 // 4  # behind the schema
    linked.path.write_bytes(content[:at] + b"\xff" * 8192 + content[at + 8192 :])
    with Record.open(linked.path) as damaged, suppress(sqlite3.DatabaseError):  # it may hit what every question needs
        assert failures(damaged)
