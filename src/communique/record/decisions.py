"""The rulings of one record: made, listed, taken back, shared as a file, and what of them applies to which document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from communique.errors import InputError, NotFound, UsageError
from communique.model.aims import content_of, engagements_at, figures_at, telling_of, which_engagement, which_statement
from communique.model.ids import Thing, digest_of, document_id
from communique.model.marks import Marks
from communique.model.rulings import (
    ON_LINKS,
    ON_MARKS,
    PARTIES,
    Deciding,
    Decision,
    Other,
    Ruled,
    RuledTelling,
    Ruling,
    RulingKind,
    RulingLine,
    Seen,
    Value,
    What,
    Which,
    Who,
)
from communique.model.spans import Span
from communique.record import rulings, writing
from communique.record.deciding import written
from communique.record.lines.asking import Source, actor_named, engagement_named, whole_id
from communique.record.places import find, find_all, find_beside
from communique.record.ruled import Disturbed, save
from communique.record.rulings import Placed
from communique.record.sound import check, value_of

VERSION = "1"  # of how rulings change marks: another one makes every ruled document's rows anew
Unfit = tuple[RulingLine, str]  # a ruling that does not apply, and why


class Rulings:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._db = source.db
        self._texts = source.texts

    # what people do

    def make(self, decision: Decision, by: str, why: str) -> str:
        """Writes a ruling and returns its id; the record follows with `pipeline.ruling.apply`.

        Raises NotFound for a document that is not there, UsageError for what makes no sense of it as it stands: an act
        that nobody knows, a place outside the text, words that name nobody.
        """
        value = written(self._source, decision)
        digest = str(self._db.value("SELECT digest FROM document WHERE id = ?", [decision.document]))
        said = msgspec.to_builtins(value)
        ruling = rulings.speak_of(self._texts, digest, decision.span, decision.kind, said, by, why)
        return rulings.add(self._db, ruling)

    def decisions(self, kind: str, id: str, value: dict[str, object] | None = None) -> list[Decision]:
        """What has to be decided so that a ruling holds of the statement or the engagement with this id: one decision;
        to reject an engagement, one for each account of it.

        `value` is what changes, as `Value` has it, without `what`. Whom it names, stands in the document of that id.
        Raises NotFound or UsageError.
        """
        found: list[Decision] = []
        for document, span, which, what in self._places(whole_id(self._db, id), kind == RulingKind.REJECT):
            said: dict[str, object] = {"what": what.value, **(value or {})}
            if which is not None:
                said["which"] = msgspec.to_builtins(which)
            found.append(Decision(kind, document, span, said))
        return found

    def joining(self, kind: str, id: str, other: str) -> Decision:
        """The decision that two actors, or two engagements, are one (`same`) or two (`apart`), by any of their ids."""
        one, two = (self._place(whole_id(self._db, name)) for name in (id, other))
        if one[3] is not two[3]:
            raise UsageError(f"{one[3]} and {two[3]} cannot be {kind}", f"{id} and {other}", "two ids of a kind")
        digest = str(self._db.value("SELECT digest FROM document WHERE id = ?", [two[0]]))
        there = msgspec.to_builtins(Other(digest, two[1].start, two[1].end, which=two[2]))
        said: dict[str, object] = {"what": one[3].value, "other": there}
        if one[2] is not None:
            said["which"] = msgspec.to_builtins(one[2])
        return Decision(kind, one[0], one[1], said)

    def named(self, document: str, words: str, near: Span | None = None) -> dict[str, object]:
        """Where a document names somebody by these words, as `Value` wants it: first where a mention of one figure
        stands, then nearest to a place. `120-133` is a place itself. Raises UsageError where they stand nowhere."""
        text = self._texts.text(document)
        if place := re.fullmatch(r"(\d+)-(\d+)", words.strip()):
            start, end = int(place[1]), int(place[2])
            return {"start": start, "end": end, "words": text[start:end]}
        marks = writing.marks(self._db, document)
        spans = find_all(text, words)
        if not spans:
            raise UsageError(f"“{words}” does not stand in the text", document, "words as they stand there")
        at = near.start if near is not None else 0
        best = min(spans, key=lambda s: (not figures_at(marks, s), abs(s.start - at), s.start))
        return {"start": best.start, "end": best.end, "words": best.of(text)}

    def places(self, document: str, words: str) -> list[Span]:
        """Where these words stand in a document."""
        return find_all(self._texts.text(document), words)

    def undo(self, id: str, by: str, why: str) -> str:
        """Takes a ruling back by another one, whose id it returns. Raises NotFound or UsageError."""
        return rulings.undo(self._db, id, by, why)

    def every(self) -> Iterator[RulingLine]:
        """All rulings, in the order in which they were made."""
        yield from rulings.every(self._db)

    def standing(self, document: str | None = None) -> list[RulingLine]:
        """The rulings that nobody took back, in the order in which they were made; on a document's words, or all."""
        digest = self._db.value("SELECT digest FROM document WHERE id = ?", [document])
        if document is not None and digest is None:
            return []
        kinds = [kind for kind in RulingKind if kind != RulingKind.UNDO]
        return [rulings.line_of(row) for row in rulings.standing_rows(self._db, kinds, digest)]

    # shared as a file

    def export(self) -> Iterator[str]:
        """Every ruling as a line of JSON, in the order in which they were made; the same lines for the same rulings."""
        for row in self._db.rows(f"SELECT {rulings.COLUMNS} FROM ruling ORDER BY made_at, id").fetchall():
            yield msgspec.json.encode(rulings.ruling_of(row), order="sorted").decode()

    def take_in(self, lines: Iterable[str], where: str = "") -> int:
        """Stores exported rulings; how many were new. The same ruling twice is there once. Raises InputError."""
        before = int(self._db.value("SELECT count(*) FROM ruling"))
        found: dict[str, Ruling] = {}
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                ruling = msgspec.json.decode(line, type=Ruling)
                check(ruling)
            except (msgspec.DecodeError, UsageError) as error:
                why = error.what if isinstance(error, UsageError) else str(error)
                raise InputError(f"this is no ruling ({why})", f"{where}:{number}", "a file of rule export") from None
            found[rulings.id_of(ruling)] = ruling
        known = {None, *found, *self._db.column("SELECT id FROM ruling")}
        missing = next((ruling.undoes for ruling in found.values() if ruling.undoes not in known), None)
        if missing is not None:
            raise InputError(f"a ruling undoes another that is not here: {missing}", where, "the whole file")
        undoing: dict[str | None, list[str]] = defaultdict(list)
        for id_, ruling in sorted(found.items()):
            undoing[ruling.undoes if ruling.undoes in found else None].append(id_)
        with self._db.transaction():
            ready = list(undoing[None])
            for id_ in ready:  # which grows: what is undone comes before what undoes it
                rulings.add(self._db, found[id_])
                ready += undoing[id_]
        return int(self._db.value("SELECT count(*) FROM ruling")) - before

    # who saw what

    def seen(self, document: str) -> dict[str, tuple[Seen, ...]]:
        """Who saw the statements and engagements of a document, by their ids; an engagement by each of its ids."""
        found: dict[str, list[Seen]] = defaultdict(list)
        for what, table in ((What.STATEMENT, "statement"), (What.ENGAGEMENT, "engagement_mark")):
            for id_, by, at, kind, ruling in self._db.rows(
                f"SELECT t.id, r.by, r.made_at, r.kind, r.id FROM seen s JOIN {table} t ON t.document = s.document"
                " AND t.n = s.n JOIN ruling r ON r.id = s.ruling WHERE s.document = ? AND s.what = ?"
                " ORDER BY t.id, r.made_at, r.id",
                [document, what.value],
            ):
                found[id_].append(Seen(by, at, kind, ruling))
        return {id_: tuple(lines) for id_, lines in found.items()}

    # what applies where

    def tellings(self, document: str) -> dict[int, RuledTelling]:
        """What people decided of the engagements of a document, by number."""
        ruled = writing.ruled(self._db, document)
        return {} if ruled is None else dict(ruled.tellings)

    def raw_marks(self, document: str) -> Marks:
        """The marks as marking made them, before any ruling. Raises KeyError where there are none."""
        return writing.raw_marks(self._db, document)

    def ruled(self, document: str) -> Ruled | None:
        """The marks as people ruled them; None where nobody did."""
        return writing.ruled(self._db, document)

    def save(self, document: str, ruled: Ruled | None) -> Disturbed:
        """Stores what the rulings that stand made of a document's marks; None where none stands any more."""
        return save(self._db, document, ruled, self.digest(document))

    def tell(self, document: str | None, unfit: Iterable[Unfit]) -> None:
        """A finding for each ruling on a document that does not apply, in place of those told before."""
        troubles = [rulings.trouble(line, f"{why}; {line.by} ruled {line.kind}") for line, why in unfit]
        writing.findings(self._db, writing.Stage.RULE, document, troubles)

    def unfit(self, ids: Iterable[str]) -> list[str]:
        """Why those of these rulings do not apply of which a finding says so; "; Ada Orlan ruled apart" ends each."""
        rows = self._db.rows("SELECT what, why FROM finding WHERE what LIKE 'ruling r-%'").fetchall()
        wanted = set(ids)
        return sorted({why for what, why in rows if what.split()[1] in wanted})

    def documents(self) -> list[str]:
        """The documents whose marks people ruled."""
        return self._db.column("SELECT document FROM marks_ruled ORDER BY document")

    def has_text(self, document: str) -> bool:
        """Whether the record has a document that could be read."""
        return rulings.has_text(self._db, document)

    def told(self) -> list[str]:
        """The documents of which a ruling is told not to apply."""
        sql = "SELECT DISTINCT document FROM finding WHERE stage = ? AND document IS NOT NULL ORDER BY 1"
        return self._db.column(sql, [writing.Stage.RULE])

    def to_rule(self) -> list[str]:
        """The documents whose rows do not follow from the rulings that stand, in order."""
        wanted = self._wanted()
        made = (
            dict(self._db.rows("SELECT document, rulings FROM marks_ruled").fetchall()) if wanted or self._any() else {}
        )
        return sorted(d for d in wanted.keys() | made.keys() if wanted.get(d) != made.get(d) and self._marked(d))

    def _any(self) -> bool:
        return self._db.value("SELECT 1 FROM marks_ruled LIMIT 1") is not None

    def _marked(self, document: str) -> bool:
        return self._db.value("SELECT 1 FROM marks WHERE document = ?", [document]) is not None

    def _wanted(self) -> dict[str, str | None]:
        """For each document a digest of the rulings that stand on its marks."""
        ids: dict[str, list[str]] = defaultdict(list)
        for row in rulings.standing_rows(self._db, ON_MARKS):
            ids[document_id(row[5])].append(row[0])
        return {d: _digest(some) for d, some in ids.items()}

    def digest(self, document: str) -> str | None:
        """What `save` keeps of the rulings that stand on a document's marks; None where there are none."""
        digest = str(self._db.value("SELECT digest FROM document WHERE id = ?", [document]))
        return _digest([row[0] for row in rulings.standing_rows(self._db, ON_MARKS, digest)])

    def on_marks(self, document: str) -> tuple[list[Deciding], list[Unfit]]:
        """The rulings that stand on a document's marks, each with its place in the present text, and those without."""
        digest = str(self._db.value("SELECT digest FROM document WHERE id = ?", [document]))
        found: list[Deciding] = []
        unfit: list[Unfit] = []
        for row in rulings.standing_rows(self._db, ON_MARKS, digest):
            placed = rulings.placed(self._db, self._texts, row)
            if placed.span is None:
                unfit.append((placed.line, placed.reason))
                continue
            value = self._moved(value_of(placed.line.value), placed)
            if isinstance(value, str):
                unfit.append((placed.line, value))
                continue
            line = placed.line
            found.append(Deciding(line.id, RulingKind(line.kind), placed.span, value, line.by, line.made_at))
        return found, unfit

    def _moved(self, value: Value, placed: Placed) -> Value | str:
        """The value with its places in the present text; why not, where words are gone."""
        assert placed.span is not None
        text, moved = self._texts.text(placed.document), placed.span.start - placed.line.start
        changes: dict[str, object] = {}
        for field in (*PARTIES, "participants", "cue"):
            given = getattr(value, field)
            people: tuple[Who, ...] = () if given is None else (given,) if isinstance(given, Who) else given
            found = []
            for who in people:
                place = find_beside(text, Span(who.start, who.end), who.words, moved)
                if place is None:
                    return f"“{rulings.short(who.words)}” does not stand in the text any more"
                found.append(msgspec.structs.replace(who, start=place.start, end=place.end))
            if given is not None:
                changes[field] = found[0] if isinstance(given, Who) else tuple(found)
        return msgspec.structs.replace(value, **changes)

    def on_links(self) -> tuple[list[Joined], list[Unfit]]:
        """The rulings that say what is one and what is two, each with the two marks that it means, and those whose
        words mean none any more; in the order in which they were made."""
        found: list[Joined] = []
        unfit: list[Unfit] = []
        marks: dict[str, Marks] = {}
        for row in rulings.standing_rows(self._db, ON_LINKS):
            placed = rulings.placed(self._db, self._texts, row)
            value = value_of(placed.line.value)
            assert value.other is not None and value.what is not None
            there = document_id(value.other.digest)
            ends = []
            reason = placed.reason
            for document, span, which in (
                (placed.document, placed.span, value.which),
                (there, self._other(value.other), value.other.which),
            ):
                at = () if span is None else self._meant(document, span, which, value.what, marks)
                if len(at) != 1:
                    reason = reason or f"its words mean no one {value.what} in {document} any more"
                    break
                ends.append((document, at[0]))
            if len(ends) == 2 and ends[0] != ends[1]:
                found.append(Joined(placed.line, value.what, ends[0], ends[1]))
            else:
                unfit.append((placed.line, reason or "both of its places mean the same"))
        return found, unfit

    def _other(self, other: Other) -> Span | None:
        document = document_id(other.digest)
        if not rulings.has_text(self._db, document):
            return None
        text = self._texts.text(document)
        return find(text, Span(other.start, other.end), other.words, other.before, other.after)

    def _meant(
        self, document: str, span: Span, which: Which | None, what: What, marks: dict[str, Marks]
    ) -> tuple[int, ...]:
        if document not in marks:
            if not self._marked(document):
                return ()
            marks[document] = writing.marks(self._db, document)
        if what is What.ACTOR:
            return figures_at(marks[document], span) or ()
        return tuple(engagements_at(marks[document], span, which))

    # ids → places

    def _places(self, id_: str, every: bool) -> list[tuple[str, Span, Which | None, What]]:
        if id_.startswith(Thing.ENGAGEMENT + "-") and every:
            anchors = self._db.rows(
                "SELECT m.document, m.n FROM engagement_member m WHERE m.engagement = ? ORDER BY m.document, m.n",
                [engagement_named(self._db, id_)],
            ).fetchall()
            return [self._told(*anchor) for anchor in anchors]
        return [self._place(id_)]

    def _place(self, id_: str) -> tuple[str, Span, Which | None, What]:
        """The place of a statement, an engagement's telling or an actor's first mention."""
        if id_.startswith(Thing.STATEMENT + "-"):
            document, n = self._db.row("SELECT document, n FROM statement WHERE id = ?", [id_]) or ("", 0)
            return self._said(document, n)
        if id_.startswith(Thing.ENGAGEMENT + "-"):
            document, n = self._db.row("SELECT document, n FROM engagement_mark WHERE id = ?", [id_]) or ("", 0)
            return self._told(document, n)
        if id_.startswith(Thing.ACTOR + "-"):
            actor_named(self._db, id_)
            document, start, end = self._db.row(
                "SELECT document, first_start, first_end FROM figure WHERE id = ?", [id_]
            ) or ("", 0, 0)
            return document, Span(start, end), None, What.ACTOR
        raise NotFound("nobody rules on this", id_, "the id of a statement, an engagement or an actor")

    def _said(self, document: str, n: int) -> tuple[str, Span, Which | None, What]:
        ruled, raw = writing.ruled(self._db, document), writing.raw_marks(self._db, document)
        text = self._texts.text(document)
        number = ruled.statements[n] if ruled is not None else n
        if number is not None:
            return document, content_of(raw.statements[number]), which_statement(raw, number, text), What.STATEMENT
        assert ruled is not None
        return document, content_of(ruled.marks.statements[n]), which_statement(ruled.marks, n, text), What.STATEMENT

    def _told(self, document: str, n: int) -> tuple[str, Span, Which | None, What]:
        ruled, raw = writing.ruled(self._db, document), writing.raw_marks(self._db, document)
        number = ruled.engagements[n] if ruled is not None else n
        assert number is not None  # nobody adds engagements
        return document, telling_of(raw.engagements[number]), which_engagement(raw, number), What.ENGAGEMENT


def _digest(ids: list[str]) -> str | None:
    return digest_of(msgspec.json.encode((VERSION, sorted(ids)))) if ids else None


class Joined(msgspec.Struct, frozen=True):
    """A ruling that two marks, each a document and a number, are of one actor or engagement, or are not."""

    line: RulingLine
    what: What
    one: tuple[str, int]
    other: tuple[str, int]

    @property
    def same(self) -> bool:
        return self.line.kind == RulingKind.SAME
