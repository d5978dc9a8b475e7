"""Checking a record against its own bytes: every document is read again, and every span looked up in what is read.

What is checked of a document: its bytes have the digest that names it; reading them again gives the same canonical
text; the rows of its reading and its marks are those that the stored reading and marks give, ids included; every span
of evidence in the linked tables lies in the text and the words kept with it stand there. Of the whole: references hold
and clusters bear the id of one of their members.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import msgspec

from communique.model.document import Reading
from communique.model.ids import Thing, digest_of, document_id, identify
from communique.model.marks import Marks
from communique.model.spans import Span
from communique.record import ruled, state, writing
from communique.record.database import Database
from communique.record.projection import Row, Rows, block_rows, check, reading_rows

EVIDENCE = (
    *(("engagement_evidence", "document"), ("discrepancy_evidence", "document")),
    *(("actor_office_evidence", "document"), ("document_when_evidence", "source")),
)


class Failure(msgspec.Struct, frozen=True):
    """One thing that does not hold: where it stands, and why it fails."""

    document: str | None
    span: Span | None
    why: str

    def __str__(self) -> str:
        where = self.document or "record"
        at = f" {self.span.start}-{self.span.end}" if self.span else ""
        return f"{where}{at}: {self.why}"


def verify(db: Database, read: Callable[[bytes, str], Reading]) -> Iterator[Failure]:
    """Checks the whole record; `read` makes a reading of bytes and the path they came from, as when they were added."""
    yield from check_whole(db)
    for document in db.column("SELECT id FROM document ORDER BY id"):
        yield from check_document(db, document, read)


def to_check(db: Database) -> dict[str, bool]:
    """Every document, in order, and whether it was read: one that could not be has no text to compare."""
    rows = db.rows(
        "SELECT d.id, r.document IS NOT NULL FROM document d LEFT JOIN reading r ON r.document = d.id ORDER BY 1"
    )
    return {document: bool(read) for document, read in rows.fetchall()}


def check_whole(db: Database) -> Iterator[Failure]:
    """What concerns no single document: the file, references, the ids of clusters and findings."""
    yield from (Failure(None, None, found) for found in state.integrity(db))
    for table, mark, members, number in (
        ("actor", "figure", "figure_actor", "figure"),
        ("engagement", "engagement_mark", "engagement_member", "n"),
    ):
        for (id_,) in db.rows(
            f"SELECT c.id FROM {table} c LEFT JOIN {mark} k ON k.id = c.id"
            f" AND k.document = c.canonical_document AND k.n = c.canonical_{number}"
            f" LEFT JOIN {members} m ON m.document = k.document AND m.{number} = k.n AND m.{table} = c.id"
            " WHERE m.document IS NULL ORDER BY c.id"
        ).fetchall():
            yield Failure(None, None, f"{table} {id_} does not bear the id of its canonical member")
    for id_, *parts in db.rows("SELECT id, stage, document, severity, what, where_, why, try_ FROM finding").fetchall():
        if identify(Thing.FINDING, *parts) != id_:
            yield Failure(parts[1], None, f"finding {id_} does not bear the id that its content gives")


def check_document(db: Database, document: str, read: Callable[[bytes, str], Reading]) -> Iterator[Failure]:
    """Checks one document: its bytes, its text, its marks and what is cited of it."""
    kept = list(_content(db, document))
    yield from (failure for failure in kept if isinstance(failure, Failure))
    content = next((found for found in kept if isinstance(found, bytes)), None)
    row = db.row(
        "SELECT r.digest, r.reader, t.text, t.digest, d.path FROM reading r"
        " JOIN document d ON d.id = r.document LEFT JOIN text t ON t.document = r.document WHERE r.document = ?",
        [document],
    )
    if row is None:
        return
    digest, reader, text, text_digest, path = row
    if text is None:
        yield Failure(document, None, "its canonical text is missing")
        return
    if digest_of(text.encode()) != text_digest:
        yield Failure(document, None, "its stored text does not have the digest stored with it")
    if content is not None:
        yield from _read_again(document, content, path, read, text, reader)
    yield from _reading(db, document, digest, text)
    yield from _marks(db, document, text)
    yield from _evidence(db, document, text)


def _content(db: Database, document: str) -> Iterator[bytes | Failure]:
    digest, packed, size = db.row(  # type: ignore[misc]
        "SELECT d.digest, c.bytes, c.size FROM document d LEFT JOIN content c USING (digest) WHERE id = ?", [document]
    )
    if packed is None:
        yield Failure(document, None, "its bytes are missing")
        return
    try:
        content = zlib.decompress(packed)
    except zlib.error as error:
        yield Failure(document, None, f"its bytes are damaged ({error})")
        return
    if digest_of(content) != digest or len(content) != size:
        yield Failure(document, None, "its bytes do not have the digest and size under which they are kept")
    if document_id(digest) != document:
        yield Failure(document, None, "its id is not that of its digest")
    yield content


def _read_again(
    document: str, content: bytes, path: str, read: Callable[[bytes, str], Reading], text: str, reader: str
) -> Iterator[Failure]:
    try:
        again = read(content, path)
    except Exception as error:  # whatever the reader raises, this document cannot be checked, and the next one can
        yield Failure(document, None, f"its bytes could be read once and cannot be read now ({error})")
        return
    if again.text != text:
        at = next((n for n, (a, b) in enumerate(zip(again.text, text, strict=False)) if a != b), None)
        at = min(len(again.text), len(text)) if at is None else at
        who = "" if again.reader == reader else f"; {reader} read it then, {again.reader} now"
        span = Span(at, min(len(text), at + 1))
        yield Failure(document, span, f"reading its bytes again gives another text from character {at} on{who}")


def _reading(db: Database, document: str, digest: str, text: str) -> Iterator[Failure]:
    try:
        stored = writing.reading(db, document)
    except (zlib.error, msgspec.DecodeError, msgspec.ValidationError) as error:
        yield Failure(document, None, f"its stored reading is damaged ({error})")
        return
    if digest_of(msgspec.msgpack.encode(stored)) != digest:
        yield Failure(document, None, "its stored reading does not have the digest stored with it")
    expected = {"block": block_rows(document, stored), **reading_rows(document, stored)}
    yield from _compare(db, document, expected, text)
    claims = (stored.title, stored.publisher, stored.kind, stored.language, stored.address, stored.origin)
    spans = [
        *(block.span for block in stored.blocks),
        *(furniture.span for furniture in stored.furniture),
        *(Span(box.start, box.end) for box in stored.boxes),
        *(claim.span for claim in claims if claim is not None and claim.span is not None),
        *(stamp.span for stamp in stored.stamps if stamp.span is not None),
    ]
    for span in spans:
        if not 0 <= span.start <= span.end <= len(text):
            yield Failure(document, span, "a span of its reading leaves the text")


def _marks(db: Database, document: str, text: str) -> Iterator[Failure]:
    row = db.row("SELECT payload, digest FROM marks WHERE document = ?", [document])
    if row is None:
        return
    try:
        packed = zlib.decompress(row[0])
        stored = msgspec.msgpack.decode(packed, type=Marks)
        check(stored, text)
        decided = writing.ruled(db, document)
        expected = ruled.rows_of(document, stored, decided, text)
        expected["seen"] = [] if decided is None else ruled.seen_rows(document, decided)
    except (zlib.error, msgspec.DecodeError, msgspec.ValidationError, ValueError, IndexError) as error:
        yield Failure(document, None, f"its stored marks do not hold ({error})")
        return
    if digest_of(packed) != row[1]:
        yield Failure(document, None, "its stored marks do not have the digest stored with them")
    yield from _compare(db, document, expected, text)


def _compare(db: Database, document: str, expected: Rows, text: str) -> Iterator[Failure]:
    """Every row that is not as expected, with its span where it has one."""
    for table, rows in expected.items():
        names = [name for name in state.columns(db, table) if (table, name) != ("block", "row")]
        listed = ", ".join(f'"{name}"' for name in names)
        stored = Counter(db.rows(f"SELECT {listed} FROM {table} WHERE document = ?", [document]).fetchall())
        wanted = Counter(rows)
        if stored == wanted:
            continue
        for row in sorted((stored - wanted).elements(), key=repr):
            yield Failure(
                document, _span(names, row), f"a row of {table} is not what its marks say: {_short(row, text)}"
            )
        for row in sorted((wanted - stored).elements(), key=repr):
            yield Failure(document, _span(names, row), f"a row of {table} is missing: {_short(row, text)}")


def _span(names: list[str], row: Row) -> Span | None:
    at = dict(zip(names, row, strict=True))
    start, end = at.get("start", at.get("first_start")), at.get("end", at.get("first_end"))
    return Span(start, end) if isinstance(start, int) and isinstance(end, int) else None


def _short(row: Iterable[object], text: str) -> str:
    shown = ", ".join("…" if isinstance(part, bytes) else str(part) for part in list(row)[1:])
    return shown if len(shown) < 100 else shown[:99] + "…"


def _evidence(db: Database, document: str, text: str) -> Iterator[Failure]:
    for table, column in EVIDENCE:
        rows = db.rows(f"SELECT start, end, words FROM {table} WHERE {column} = ? ORDER BY 1, 2", [document])
        for start, end, words in rows.fetchall():
            span = Span(start, end)
            if not 0 <= start <= end <= len(text):
                yield Failure(document, span, f"evidence in {table} leaves the text")
            elif span.of(text) != words:
                yield Failure(document, span, f"evidence in {table} is “{words}”, the text has “{span.of(text)}”")
