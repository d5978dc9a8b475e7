"""Copies of one text in a record: found in any order of arrival, at the cost of the few that resemble a document."""

# ruff: noqa: E501  a paragraph is a line

from __future__ import annotations

import random
from pathlib import Path

import pytest
from collected import Run, add_each, add_here, fingerprint, listings

from communique.lexicon import load
from communique.model.document import Block, BlockKind, Claim, Reading, Stamp, StampKind
from communique.model.marks import Marks
from communique.model.origins import CROWD
from communique.model.record import DocumentLine
from communique.pipeline.origins import Origins
from communique.record import Record

STORY = (
    "The Prime Minister of Ossavel, Ilse Tavorin, met the President of Pellurand, Joren Maskeld, in Tirmona on 23 October"
    " 2031 and spoke for 45 minutes about shipping in the Hollavarn Strait.",
    "Tavorin told reporters after the meeting that both countries would keep the strait open to every vessel, whatever its"
    " flag, and that 14 patrol boats had been sent to the western entrance since the spring.",
    "Maskeld called the talks useful, thanked his host for the welcome and said that engineers of the two countries would"
    " inspect the damaged cables before the end of the year.",
    "Fishermen in the harbour towns have complained for months about false signals that led two trawlers onto the rocks"
    " near Port Issal, where a rescue crew worked through the night to bring 31 sailors ashore.",
    "Insurers raised their rates for the passage by a third in August, and several lines now send their ships around the"
    " cape, which adds nine days to the voyage.",
)
READOUTS = (
    "Prime Minister Ilse Tavorin spoke by telephone today with President Joren Maskeld of Pellurand. She thanked the"
    " President for the conversation and stressed that freedom of navigation in the Hollavarn Strait is a matter for every"
    " country that trades by sea. The two leaders agreed to remain in close contact.",
    "President Joren Maskeld spoke by telephone today with Prime Minister Ilse Tavorin of Ossavel. The President recalled"
    " that Pellurand lost two trawlers this year to false signals, asked that the inspection of the cables begin without"
    " delay, and invited the Prime Minister to Dornhask. The two leaders agreed to remain in close contact.",
)
YEARLY = (
    "Today we mark the anniversary of the Lemmeran Treaty. {n} years ago the signatories pledged to keep the strait open"
    " and to settle their disputes by peaceful means. Ossavel stands by that pledge, and we thank the men and women of the"
    " coast guard who watch over the passage by day and by night. In {year} we renew our promise to them and to everyone"
    " who sails these waters, and we call on all states of the region to do the same."
)


def page(title: str, publisher: str, day: str, *paragraphs: str) -> str:
    front = f"---\ntitle: {title}\npublisher: {publisher}\n{f'date: {day}' if day else ''}\n---\n"
    return front + "\n\n".join((f"# {title}", *paragraphs)) + "\n"


PAPERS = {
    "courier.md": page("Leaders meet in Tirmona", "The Tirmona Courier", "2031-10-24", *STORY),
    "mirror.md": page(
        "Strait stays open, says Tavorin", "Dornhask Mirror", "2031-10-24", *STORY[:3], "Additional reporting by our staff."
    ),
    "post.md": page("Insurers and false signals", "Ambrisk Post", "2031-10-25", STORY[4], *STORY[:4]),
    "own.md": page(
        "Talks leave fishermen waiting", "Zelmune Gazette", "2031-10-24",
        "When Ilse Tavorin met Joren Maskeld in Tirmona on 23 October 2031, the nets in Zelmune stayed dry. The boats have"
        " not gone out since the signals began, and nobody in the harbour expects a word from the capital to change it.",
        "We asked the harbour master what he made of the promise to inspect the cables. He laughed, filled his pipe and"
        " pointed at the empty quay, where in other autumns there would have been forty crews at work.",
    ),
    "call-ossavel.md": page("Readout of a call", "Government of Ossavel", "2031-11-02", READOUTS[0]),
    "call-pellurand.md": page("Readout of a telephone call", "Government of Pellurand", "2031-11-02", READOUTS[1]),
    "year-2031.md": page("Treaty day", "Government of Ossavel", "2031-06-01", YEARLY.format(n=30, year=2031)),
    "year-2032.md": page("Treaty day", "Government of Ossavel", "2032-06-01", YEARLY.format(n=31, year=2032)),
}  # fmt: skip


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


def documents(record: Path) -> dict[str, DocumentLine]:
    with Record.open(record) as opened:
        return {Path(line.path).name: line for line in opened.documents()}


def test_three_papers_with_one_story_have_one_origin_and_nothing_else_has(papers: list[Path], tmp_path: Path) -> None:
    add_here(tmp_path / "r.db", papers)
    found = documents(tmp_path / "r.db")
    name_of = {line.id: name for name, line in found.items()}
    families = {name: {name_of[c.document] for c in line.copies} for name, line in found.items() if line.copies}
    story = {"courier.md", "mirror.md", "post.md"}
    assert families == {name: story - {name} for name in story}
    assert all(c.overlap is not None and c.overlap > 0.7 for c in found["courier.md"].copies)
    with Record.open(tmp_path / "r.db") as record:
        sources = [(len(e.documents), e.origins) for e in record.engagements()]
    assert (3, 1) in sources  # three papers, one origin
    assert (2, 2) in sources  # two readouts of one call


def test_any_order_gives_the_same_families(papers: list[Path], tmp_path: Path) -> None:
    add_here(tmp_path / "at-once.db", papers)
    for seed in range(2):
        shuffled = list(papers)
        random.Random(seed).shuffle(shuffled)
        add_each(tmp_path / f"{seed}.db", shuffled)
        assert listings(tmp_path / f"{seed}.db") == listings(tmp_path / "at-once.db")
        assert fingerprint(tmp_path / f"{seed}.db") == fingerprint(tmp_path / "at-once.db")


def test_a_person_sees_the_copies_and_that_they_are_one_origin(papers: list[Path], tmp_path: Path, run: Run) -> None:
    add_here(tmp_path / "r.db", papers)
    with Record.open(tmp_path / "r.db") as record:
        engagement = next(e for e in record.engagements() if e.origins < len(e.documents))
        copy = next(d for d in record.documents() if d.copies)
    shown = run("show", copy.id, "--record", tmp_path / "r.db").stdout
    assert "The same text (2)" in shown and "runs of three words" in shown
    assert "origin)" in run("show", engagement.id, "--record", tmp_path / "r.db").stdout.replace("origins)", "origin)")


# -- on readings alone: crowds, and what goes again


def crowd(many: int) -> list[tuple[str, Reading]]:
    """A form filled in again and again by different houses; every tenth is printed twice, under another headline."""
    chance = random.Random(7)
    found: list[tuple[str, Reading]] = []
    for n in range(many):
        names = [f"{chance.choice('BDGKLM')}{chance.randrange(10**6)}ov" for _ in range(12)]
        form = " ".join(
            f"The office for {name} has approved the request that was made by {name} for help after the storm and the flood"
            for name in names
        )
        for again in range(2 if n % 10 == 0 else 1):
            text = f"Headline {n} {again}\n{form} {' so the paper writes' if again else ''}"
            at = text.index("\n") + 1
            blocks = (Block(0, at - 1, BlockKind.HEADING, 1), Block(at, len(text), BlockKind.PARAGRAPH))
            house = Claim(f"House {n}/{again}", "stated", "")
            stamps = (Stamp(StampKind.PUBLISHED, f"2031-10-{1 + again:02d}", ""),)
            found.append(
                (f"{n}-{again}", Reading("text/plain", "text 1", text, blocks, publisher=house, stamps=stamps))
            )
    return found


def store(record: Record, readings: list[tuple[str, Reading]]) -> list[str]:
    """Documents kept with nothing marked in them, and their texts compared."""
    ids = []
    with record.transaction():
        for name, reading in readings:
            document = record.keep(name.encode(), name)
            record.save_reading(document, reading)
            record.save_marks(document, Marks("none", kind="other", kind_reason=""))
            ids.append(document)
        link(record, ids)
    return ids


def link(record: Record, ids: list[str]) -> None:
    with record.transaction():
        origins = Origins(record, load())
        for document in ids:
            origins.take_in(document, record.reading(document), record.marks(document))
        origins.link(ids)
        record.save_linked(ids, "1")


def families(record: Record) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for document, family in record.db.rows("SELECT document, family FROM document_origin"):
        found.setdefault(family, set()).add(document)
    return {frozenset(family) for family in found.values()}


def test_copies_are_found_in_a_crowd_of_look_alikes_in_any_order(tmp_path: Path) -> None:
    readings = crowd(2 * CROWD)
    with Record.open(tmp_path / "at-once.db", write=True) as record:
        ids = dict(zip((name for name, _ in readings), store(record, readings), strict=True))
        at_once = record.fingerprint()
        assert record.db.value("SELECT max(n) FROM (SELECT count(*) AS n FROM link_text_key GROUP BY key)") > CROWD
        expected = {frozenset((ids[f"{n}-0"], ids[f"{n}-1"])) for n in range(0, 2 * CROWD, 10)}
        assert families(record) == expected
    shuffled = list(readings)
    random.Random(3).shuffle(shuffled)
    with Record.open(tmp_path / "each.db", write=True) as record:
        for one in shuffled:
            store(record, [one])
        assert record.fingerprint() == at_once


def test_a_document_that_is_read_anew_leaves_its_family_and_comes_back(tmp_path: Path) -> None:
    readings = crowd(2 * CROWD)
    with Record.open(tmp_path / "r.db", write=True) as record:
        ids = store(record, readings)
        before = record.fingerprint()
        document, reading = ids[1], readings[1][1]
        other = Reading("text/plain", "text 1", "Nothing that anybody copied.", (Block(0, 28, BlockKind.PARAGRAPH),))
        for present, number in ((other, 0), (reading, 1)):
            with record.transaction():
                record.save_reading(document, present)
                record.save_marks(document, Marks("none", kind="other", kind_reason=""))
                stale = record.db.column(
                    "SELECT m.document FROM marks m LEFT JOIN linked l USING (document) WHERE l.document IS NULL"
                )
                assert document in stale
                link(record, stale)
            assert len([f for f in families(record) if document in f]) == number
        assert record.fingerprint() == before
