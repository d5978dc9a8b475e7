"""Copies of one text: what finding them costs as documents grow in number, and how many are found.

    python benchmarks/origins.py DOCS [--seed 7] [--stories 300] [--families]

DOCS is a folder of documents, such as `docs/` of the shared White House data. Nothing is marked here: documents are
read, and their texts compared as `communique add` compares them. Three tables:

1. CPU and memory for a growing part of the documents, drawn by the seed, and of one more document in a record of each
   size. Each size runs in a process of its own.
2. Copies made by rule of documents drawn by the seed, as other papers would print them: with another headline, cut,
   paragraphs in another order, plain words changed, a paragraph of their own. Recall: the part of them that is in the
   family of its original. Precision: the part of all pairs within families that are copies of one document, where the
   other documents, forms that an office fills in again and again among them, could be taken for it.
3. The families among the documents themselves, with `--families`, to be judged by a reader.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from msgspec import structs

from communique.lexicon import Lexicon, load
from communique.linking.origins import PROSE, shingles, words_of
from communique.model.document import Account, Block, BlockKind, Claim, Reading, Stamp, StampKind
from communique.model.marks import Marks
from communique.pipeline.origins import Origins
from communique.reading import Unreadable, read
from communique.record import Record

SIZES = (500, 1000, 2000, 3000, 4500)
AGAIN = 30  # documents that are added one by one, to see what one costs
LONG = 150  # different runs of three words in a document that stories are made of
OFFICIAL = Marks("benchmark", kind="statement", kind_reason="not marked", account=Account.OWN)
PRESS = Marks("benchmark", kind="news_report", kind_reason="not marked", account=Account.PRESS)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--families", action="store_true", help="list those among the documents themselves")
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    paths = sorted(p for p in asked.docs.rglob("*") if p.is_file())
    if not paths:
        print(f"origins: no documents in {asked.docs}: try the folder docs/ of the shared data", file=sys.stderr)
        return 2
    random.Random(asked.seed).shuffle(paths)
    if asked.measure:
        print(json.dumps(measure(paths, asked.measure)))
        return 0
    costs(asked.docs, asked.seed, len(paths))
    quality(paths, asked.seed, asked.stories)
    if asked.families:
        print_families(paths)
    return 0


# --- cost ----------------------------------------------------------------------------------------


def costs(docs: Path, seed: int, present: int) -> None:
    print("| documents | words | signatures, CPU s | comparing, CPU s | ms a document | pairs found | one more, ms"
          " | peak memory MB, of it own |\n|---|---|---|---|---|---|---|---|")  # fmt: skip
    for size in sorted({min(size, present - AGAIN) for size in SIZES}):
        command = [sys.executable, __file__, str(docs), "--seed", str(seed), "--measure", str(size)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        each = 1000 * (found["signing"] + found["comparing"]) / found["documents"]
        print(
            f"| {found['documents']:,} | {found['words']:,} | {found['signing']:.2f} | {found['comparing']:.2f}"
            f" | {each:.2f} | {found['pairs']} | {found['one_more']:.2f} | {found['peak']:.0f}, {found['own']:.0f} |"
        )


def measure(paths: list[Path], size: int) -> dict[str, float]:
    lexicon = load()
    with tempfile.TemporaryDirectory() as work, Record.open(Path(work, "record.db"), write=True) as record:
        ids = [keep(record, reading) for reading in readings(paths[: size + AGAIN], lexicon)]
        more = ids[len(ids) - AGAIN :]
        ids = list(dict.fromkeys(ids[: len(ids) - AGAIN]))
        more = [document for document in more if document not in ids]
        words = sum(len(words_of(record.reading(document))) for document in ids)
        with record.transaction():
            began = time.process_time()
            origins = Origins(record, lexicon)
            for document in ids:
                origins.take_in(document, record.reading(document), OFFICIAL)
            signed = time.process_time()
            origins.link(ids)
            compared = time.process_time()
        one_more = []
        for document in more:
            with record.transaction():
                at = time.process_time()
                origins = Origins(record, lexicon)
                origins.take_in(document, record.reading(document), OFFICIAL)
                origins.link([document])
                one_more.append(time.process_time() - at)
        return {
            "documents": len(ids),
            "words": words,
            "signing": signed - began,
            "comparing": compared - signed,
            "pairs": record.db.value("SELECT count(*) FROM link_text_pair"),
            "one_more": 1000 * statistics.median(one_more),
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "own": own_memory(),
        }


def own_memory() -> float:
    """MB that the process holds of its own now: without the record file, which SQLite maps into memory."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon")) / 1024


def readings(paths: list[Path], lexicon: Lexicon) -> Iterator[Reading]:
    for path in paths:
        try:
            yield read(path.read_bytes(), name="", lexicon=lexicon)
        except Unreadable:
            continue


def keep(record: Record, reading: Reading, marks: Marks = OFFICIAL) -> str:
    with record.transaction():
        title = reading.title.value if reading.title else ""
        house = reading.publisher.value if reading.publisher else ""
        stamp = reading.stamps[0].value if reading.stamps else ""
        address = reading.address.value if reading.address else ""
        document = record.keep(f"{house}\n{title}\n{stamp}\n{address}\n{reading.text}".encode(), title)
        record.save_reading(document, reading)
        record.save_marks(document, marks)
    return document


# --- quality -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Edit:
    name: str
    keep: float = 1.0  # part of the paragraphs that stay, from the first
    shuffle: bool = False
    words: float = 0.0  # part of the plain words that are others
    names: bool = False  # … and of the names and numbers
    more: float = 0.0  # words of its own, as a part of the story


EDITS = (
    *(Edit("new headline"), Edit("cut to 60 %", keep=0.6), Edit("cut to 35 %", keep=0.35)),
    *(Edit("paragraphs in another order", shuffle=True), Edit("5 % of words", words=0.05)),
    *(Edit("10 % of words", words=0.1), Edit("20 % of words", words=0.2)),
    Edit("10 % of words, names and numbers too", words=0.1, names=True),
    *(Edit("cut to 60 %, 10 % of words", keep=0.6, words=0.1), Edit("30 % of its own added", more=0.3)),
    Edit("cut to 60 %, other order, 5 % of words, 20 % added", keep=0.6, shuffle=True, words=0.05, more=0.2),
)


def quality(paths: list[Path], seed: int, stories: int) -> None:
    chance = random.Random(seed)
    lexicon = load()
    every = list(readings(paths, lexicon))
    long = [r for r in every if len(set(shingles(words_of(r)))) >= LONG]
    drawn = chance.sample(long, min(stories, len(long)))
    plain = Counter(word for reading in drawn for word in words_of(reading) if word.islower())
    vocabulary = list(plain.elements())
    with tempfile.TemporaryDirectory() as work, Record.open(Path(work, "record.db"), write=True) as record:
        story_of: dict[str, str] = {}
        edit_of: dict[str, str] = {}
        by_text = {}
        for reading in every:
            document = keep(record, reading)
            by_text[id(reading)] = document
        for n, original in enumerate(drawn):
            for m, edit in enumerate((EDITS[n % len(EDITS)], EDITS[(n // len(EDITS) + n) % len(EDITS)])):
                copy = printed(original, edit, f"Paper {m}", chance, vocabulary, chance.choice(drawn))
                document = keep(record, copy, PRESS)
                story_of[document], edit_of[document] = by_text[id(original)], edit.name
        ids = list(dict.fromkeys((*by_text.values(), *story_of)))
        with record.transaction():
            origins = Origins(record, lexicon)
            for document in ids:
                origins.take_in(document, record.reading(document), PRESS if document in story_of else OFFICIAL)
            origins.link(ids)
        report(record, story_of, edit_of)


def report(record: Record, story_of: dict[str, str], edit_of: dict[str, str]) -> None:
    family: dict[str, str] = dict(record.db.rows("SELECT document, family FROM document_origin").fetchall())
    source = dict(record.db.rows("SELECT document, origin_document FROM document_origin").fetchall())
    print("\n| edit | copies | found | their origin right |\n|---|---|---|---|")
    total: Counter[str] = Counter()
    for edit in (*(e.name for e in EDITS), ""):
        copies = [d for d in story_of if edit in ("", edit_of[d])]
        met = [d for d in copies if family.get(d) is not None and family[d] == family.get(story_of[d])]
        right = [d for d in met if source[d] in (story_of[d], source.get(story_of[d]))]
        total[edit] = len(met)
        print(f"| {edit or 'all'} | {len(copies)} | {len(met) / max(1, len(copies)):.1%} | {len(right)} |")
    members: dict[str, list[str]] = {}
    for document, name in family.items():
        members.setdefault(name, []).append(document)
    truth: dict[str, str] = {d: story_of.get(d, d) for d in family}
    pairs = [(a, b) for f in members.values() for n, a in enumerate(f) for b in f[n + 1 :]]
    made = [(a, b) for a, b in pairs if a in story_of or b in story_of]
    wrong = [(a, b) for a, b in made if truth[a] != truth[b] and not twins(record, truth[a], truth[b])]
    print(f"\nPairs in families with a made copy: {len(made)}; of two different documents: {len(wrong)}"
          f" (precision {1 - len(wrong) / max(1, len(made)):.2%})")  # fmt: skip
    for a, b in wrong[:12]:
        print(f"  {edit_of.get(a, 'original')}: {title(record, a)} | {edit_of.get(b, 'original')}: {title(record, b)}")


def twins(record: Record, one: str, other: str) -> bool:
    """True for two of the documents themselves that are one text, which one publisher posted twice."""
    first, second = (set(shingles(words_of(record.reading(document)))) for document in (one, other))
    return len(first & second) >= 0.9 * len(first | second)


def title(record: Record, document: str) -> str:
    return str(record.db.value("SELECT title FROM document WHERE id = ?", [document]))[:90]


def printed(
    original: Reading, edit: Edit, house: str, chance: random.Random, vocabulary: list[str], other: Reading
) -> Reading:
    """The story as a paper prints it a day or two later."""
    paragraphs = [p for p in prose(original) if p]
    if edit.keep < 1:
        room = edit.keep * sum(len(p.split()) for p in paragraphs)
        kept: list[str] = []
        for paragraph in paragraphs:
            words = paragraph.split()
            kept.append(" ".join(words[: max(0, round(room))]))
            room -= len(words)
            if room <= 0:
                break
        paragraphs = kept
    if edit.shuffle:
        chance.shuffle(paragraphs)
    paragraphs = [" ".join(changed(w, edit, chance, vocabulary) for w in p.split()) for p in paragraphs]
    if edit.more:
        own = " ".join(prose(other)).split()
        room_for = round(edit.more * sum(len(p.split()) for p in paragraphs))
        paragraphs.append(" ".join(own[-room_for:]))
    text = " ".join(chance.choices(vocabulary, k=8)).capitalize()
    blocks = [Block(0, len(text), BlockKind.HEADING, 1)]
    for paragraph in paragraphs:
        start = len(text) + 1
        text += "\n" + paragraph
        blocks.append(Block(start, len(text), BlockKind.PARAGRAPH))
    stamps = tuple(
        Stamp(StampKind.PUBLISHED, later(stamp.value[:10], chance.randrange(1, 4)), "made")
        for stamp in original.stamps[:1]
    )
    made = Reading("text/plain", "benchmark", text, tuple(blocks), publisher=Claim(house, "stated", ""), stamps=stamps)
    return structs.replace(made, title=Claim(text.partition("\n")[0], "stated", ""))


def prose(reading: Reading) -> list[str]:
    return [
        " ".join(reading.text[b.start : b.end].split())
        for b in reading.blocks
        if b.kind in PROSE and not any(f.start < b.end and b.start < f.end for f in reading.furniture)
    ]


def changed(word: str, edit: Edit, chance: random.Random, vocabulary: list[str]) -> str:
    if chance.random() >= edit.words:
        return word
    if word.islower():
        return chance.choice(vocabulary)
    return chance.choice(vocabulary).capitalize() if edit.names else word


def later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


# --- the documents themselves --------------------------------------------------------------------


def print_families(paths: list[Path]) -> None:
    lexicon = load()
    print("\nFamilies among the documents:\n")
    with tempfile.TemporaryDirectory() as work, Record.open(Path(work, "record.db"), write=True) as record:
        ids = list(dict.fromkeys(keep(record, reading) for reading in readings(paths, lexicon)))
        with record.transaction():
            origins = Origins(record, lexicon)
            for document in ids:
                origins.take_in(document, record.reading(document), OFFICIAL)
            origins.link(ids)
        lines = {line.id: line for line in record.documents() if line.copies}
        seen: set[str] = set()
        for document, line in sorted(lines.items()):
            family = {document, *(copy.document for copy in line.copies)}
            if document not in seen:
                print("\n".join(f"- {d} {lines[d].uri}\n  {lines[d].origin_reason}" for d in sorted(family)) + "\n")
            seen |= family


if __name__ == "__main__":
    sys.exit(main())
