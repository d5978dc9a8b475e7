"""Wording: is every repetition found, are altered ones, what is taken for one by mistake, and what does it cost.

    python benchmarks/wording.py DOCS [--seed 7] [--queries 400] [--speed 7000] [--only oracle,edits,…] [--misses]

DOCS is a folder of documents, such as `docs/` of the shared White House data. Documents are read as the product reads
them and not marked. The index stands in a SQLite file with the tables of `docs/decisions/wording.md`. Five parts, to be
chosen with `--only`:

* `cost`: CPU of indexing a growing part of the documents, drawn by the seed, and its share of marking them at `--speed`
  words a CPU second. `cut` makes words and sentences of prose, `keep` what the index keeps, `store` is SQLite. Reading,
  and the prose of blocks, which marking needs too, are beside.
* `oracle`: among the texts whose title says that they are joint (the class of `statements/draw.py`), every pair of
  places that share eight words in a row, found by a table of all runs of eight words, is found by look-ups.
* `edits`: sentences of at least twelve words, drawn by the seed, changed by rule. Recall: those of which the
  unchanged sentence is found. Precision: beside it each look-up has five sentences of as many words on one issue of the
  lexicon, of other documents and with no eight words in a row in common; those that count as uses are wrong.
  `nearest` takes for these the five that are ranked first among all that hold the same words: variants of the formula
  are among them, so this is for reading (`--misses` prints them), not a figure of precision.
* `times`: wall time of look-ups in all documents, sentences drawn and changed as before.
* `minhash`: the same edits by MinHash and LSH of the library datasketch over runs of two words, if it is installed
  here, in the same run: recall, time of building and of looking up. It is no dependency.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.lexicon import Lexicon, load
from communique.linking.fingerprints import LEAST, terms_of
from communique.linking.spelling import keys_of
from communique.linking.wording import (
    Piece,
    Use,
    pack,
    passages_of,
    places_of,
    rank,
    repetitions,
    unpack,
    uses_of,
)
from communique.marking.issues import issue_finder
from communique.marking.prose import prose_of
from communique.model.document import BlockKind
from communique.model.ids import digest_of, document_id
from communique.model.wording import Passage
from communique.reading import Unreadable, read

sys.path.insert(0, str(Path(__file__).parent / "statements"))
from draw import kind_of

SIZES = (500, 1000, 2000, 4554)
PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL})
BATCH = 250  # documents that are written together
LONG = 12  # words of a sentence that is drawn
NEGATIVES = 5
SHARES = (0.0, 0.1, 0.2, 0.3)
BRITISH = (  # a part of an American spelling and what stands for it in a British one
    *(("ization", "isation"), ("ize", "ise"), ("izing", "ising"), ("efense", "efence"), ("enter", "entre")),
    *(("abor", "abour"), ("avor", "avour"), ("eighbor", "eighbour"), ("ehavior", "ehaviour"), ("ialog", "ialogue")),
    *(("program", "programme"), ("raveled", "ravelled"), ("onor", "onour"), ("oward", "owards")),
)
SCHEMA = """
CREATE TABLE wording_passage (document TEXT, n INTEGER, first INTEGER, words TEXT, start INTEGER, "end" INTEGER,
    PRIMARY KEY (document, n)) WITHOUT ROWID;
CREATE TABLE wording_run (run INTEGER, document TEXT, first INTEGER, n INTEGER,
    PRIMARY KEY (run, document, first)) WITHOUT ROWID;
CREATE TABLE wording_term (term TEXT, document TEXT, passages BLOB, PRIMARY KEY (term, document)) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Text:
    id: str
    title: str
    pieces: tuple[Piece, ...]


class Tables:
    """The shelf in SQLite."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path)
        self.db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -64000;")
        self.db.executescript(SCHEMA)
        self._documents = 0  # the record counts its own
        self._runs: list[tuple[int, str, int, int]] = []
        self._terms: list[tuple[str, str, bytes]] = []

    def put(
        self, passages: Sequence[Passage], runs: Iterable[tuple[int, int, int]], terms: Mapping[str, Sequence[int]]
    ) -> None:
        document = passages[0].document
        self._documents += 1
        self._runs += [(run, document, first, n) for run, first, n in runs]
        self._terms += [(term, document, pack(numbers)) for term, numbers in terms.items()]
        self.db.executemany(
            "INSERT INTO wording_passage VALUES (?, ?, ?, ?, ?, ?)",
            [(p.document, p.n, p.first, " ".join(p.words), p.start, p.end) for p in passages],
        )
        if not self._documents % BATCH:
            self.flush()

    def flush(self) -> None:
        """Writes what was gathered of some documents in the order of the tables, and commits."""
        self.db.executemany("INSERT INTO wording_run VALUES (?, ?, ?, ?)", sorted(self._runs))
        self.db.executemany("INSERT INTO wording_term VALUES (?, ?, ?)", sorted(self._terms))
        self._runs, self._terms = [], []
        self.db.commit()

    def places(self, prints: Iterable[int]) -> Iterator[tuple[int, str, int, int]]:
        for run in prints:
            yield from self.db.execute("SELECT run, document, first, n FROM wording_run WHERE run = ?", (run,))

    def spread(self, terms: Iterable[str]) -> dict[str, int]:
        count = "SELECT count(*) FROM wording_term WHERE term = ?"
        return {term: self.db.execute(count, (term,)).fetchone()[0] for term in terms}

    def holders(self, term: str) -> Iterator[tuple[str, Sequence[int]]]:
        for document, numbers in self.db.execute("SELECT document, passages FROM wording_term WHERE term = ?", (term,)):
            yield document, unpack(numbers)

    def passages(self, wanted: Iterable[tuple[str, int]]) -> Iterator[Passage]:
        for key in wanted:
            for row in self.db.execute("SELECT * FROM wording_passage WHERE document = ? AND n = ?", key):
                yield _passage(row)

    def size(self) -> int:
        return self._documents


def _passage(row: tuple[str, int, int, str, int, int]) -> Passage:
    return Passage(row[0], row[1], row[2], tuple(row[3].split()), row[4], row[5])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--speed", type=int, default=7000, help="words a CPU second of marking")
    parser.add_argument("--only", default="cost,oracle,edits,times,minhash")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    parts = set(asked.only.split(","))
    lexicon = load()
    texts = list(texts_of(asked.docs, lexicon))
    if not texts:
        print(f"wording: no documents in {asked.docs}: try the folder docs/ of the shared data", file=sys.stderr)
        return 2
    random.Random(asked.seed).shuffle(texts)
    with tempfile.TemporaryDirectory() as work:
        sizes = [n for n in SIZES if n < len(texts)] if "cost" in parts else []
        if "cost" in parts:
            print("| documents | words | sentences | cut, CPU s | keep | store | share of marking | µs a word | MB |")
            print("|---|---|---|---|---|---|---|---|---|")
        tables = None
        for size in (*sizes, len(texts)):
            tables = index(texts[:size], Path(work, f"{size}.db"), asked.speed, shown="cost" in parts)
        assert tables is not None
        if "oracle" in parts:
            oracle([text for text in texts if kind_of(text.title) == "joint"], Path(work, "joint.db"), asked.misses)
        if parts & {"edits", "times", "minhash"}:
            drawn = draw(texts, lexicon, asked.seed, asked.queries)
            edits(drawn, tables, parts, asked.misses)
            if "minhash" in parts:
                minhash(drawn, texts)
    return 0


def texts_of(docs: Path, lexicon: Lexicon) -> Iterator[Text]:
    reading = prose = 0.0
    for path in sorted(p for p in docs.rglob("*") if p.is_file()):
        content = path.read_bytes()
        began = time.process_time()
        try:
            found = read(content, name="", lexicon=lexicon)
        except Unreadable:
            continue
        middle = time.process_time()
        blocks = [
            block
            for block in found.blocks
            if block.kind in PROSE and not any(f.start < block.end and block.start < f.end for f in found.furniture)
        ]
        markdown = found.media_type == "text/markdown"
        pieces = [Piece(p.text, p.places) for p in (prose_of(found.text, b, markdown=markdown) for b in blocks)]
        reading, prose = reading + middle - began, prose + time.process_time() - middle
        yield Text(document_id(digest_of(content)), found.title.value if found.title else "", tuple(pieces))
    print(f"reading {reading:.1f} CPU s, prose of blocks {prose:.1f}\n")


# --- cost ----------------------------------------------------------------------------------------


def index(texts: Sequence[Text], path: Path, speed: int, *, shown: bool) -> Tables:
    tables = Tables(path)
    cut = keep = store = 0.0
    words = count = 0
    for text in texts:
        began = time.process_time()
        passages = passages_of(text.id, text.pieces)
        middle = time.process_time()
        runs, terms = places_of(passages), terms_of(p.words for p in passages)
        kept = time.process_time()
        if passages:
            tables.put(passages, runs, terms)
        cut, keep, store = cut + middle - began, keep + kept - middle, store + time.process_time() - kept
        words, count = words + sum(len(p.words) for p in passages), count + len(passages)
    began = time.process_time()
    tables.flush()
    tables.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store += time.process_time() - began
    if shown:
        total = cut + keep + store
        print(
            f"| {len(texts):,} | {words:,} | {count:,} | {cut:.2f} | {keep:.2f} | {store:.2f} | "
            f"{total / (words / speed):.2%} | {1e6 * total / words:.2f} | {path.stat().st_size / 1e6:.0f} |",
            flush=True,
        )
    return tables


# --- verbatim ------------------------------------------------------------------------------------


def oracle(joint: Sequence[Text], path: Path, misses: bool) -> None:
    """Every place that shares eight words with another place, by a table of all runs of eight words."""
    tables = Tables(path)
    every: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(
        list
    )  # run → document and number of its first word
    passages: dict[str, list[Passage]] = {}
    for text in joint:
        found = passages[text.id] = passages_of(text.id, text.pieces)
        tables.put(found, places_of(found), terms_of(p.words for p in found))
        words = [word for passage in found for word in passage.words]
        for at in range(len(words) - LEAST + 1):
            every[tuple(words[at : at + LEAST])].append((text.id, at))
    tables.flush()
    pairs = met = wrong = sentences = across = 0
    for document, cut in passages.items():
        for asked in cut:
            wanted = {
                (mine, other, at)
                for mine in range(len(asked.words) - LEAST + 1)
                for other, at in every[asked.words[mine : mine + LEAST]]
                if (other, at) != (document, asked.first + mine)
            }
            runs, _ = repetitions(asked.words, tables)
            given = {
                (mine + step, other, at + step)
                for (other, _), found_ in runs.items()
                for mine, at, size in found_
                for step in range(size - LEAST + 1)
                if (other, at) != (document, asked.first + mine)
            }
            missing = wanted - given
            pairs, met, wrong = pairs + len(wanted), met + len(wanted & given), wrong + len(given - wanted)
            sentences += bool(wanted)
            if missing and misses:
                print(f"  missed: {asked.document} {asked.n}: {sorted(missing)[:3]}")
    # a whole document as one text: repetitions that run over the end of a sentence here
    for document, cut in passages.items():
        stream = tuple(word for passage in cut for word in passage.words)
        runs, _ = repetitions(stream, tables)
        given = {(m + s, o, a + s) for (o, _), f in runs.items() for m, a, z in f for s in range(z - LEAST + 1)}
        wanted = {
            (m, o, a)
            for m in range(len(stream) - LEAST + 1)
            for o, a in every[stream[m : m + LEAST]]
            if (o, a) != (document, m)
        }
        across += len(wanted - given)
        pairs, met = pairs + len(wanted), met + len(wanted & given)
    print(
        f"\nVerbatim, {len(joint)} joint texts: {pairs:,} pairs of places that share {LEAST} words, in {sentences:,}"
        f" sentences and in whole documents; found {met:,}, recall {met / max(1, pairs):.4f} (missed across sentences"
        f" {across}); given and not shared {wrong}"
    )


# --- altered -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Drawn:
    passage: Passage
    text: str
    edited: Mapping[str, str]
    negatives: tuple[Passage, ...]


def draw(texts: Sequence[Text], lexicon: Lexicon, seed: int, queries: int) -> list[Drawn]:
    chance = random.Random(seed)
    finder = issue_finder(lexicon)
    pool: list[tuple[Passage, str]] = []
    vocabulary: list[str] = []
    for text in texts:
        for piece in text.pieces:
            vocabulary += piece.text.split()[::7]
    about: dict[str, list[Passage]] = defaultdict(list)
    chosen = chance.sample(list(texts), len(texts))
    for text in chosen:
        if len(pool) >= 12 * queries:
            break
        for piece in text.pieces:
            for passage in passages_of(text.id, [Piece(piece.text)]):
                words = piece.text[passage.start : passage.end]
                issues = finder.find(words, 0, len(words)) if len(passage.words) >= LONG else {}
                if issues:
                    pool.append((passage, words))
                    for issue in issues:
                        about[issue].append(passage)
    found: list[Drawn] = []
    for passage, words in chance.sample(pool, min(queries, len(pool))):
        edited = {f"{share:.0%} of words": edit(words, share, False, chance, vocabulary) for share in SHARES}
        edited["clauses swapped"] = edit(words, 0.0, True, chance, vocabulary)
        edited["30% and swapped"] = edit(words, 0.3, True, chance, vocabulary)
        near = [p for issue in sorted(finder.find(words, 0, len(words))) for p in about[issue]]
        chance.shuffle(near)
        other = [p for p in near if p.document != passage.document and not shares(passage, p)]
        found.append(Drawn(passage, words, edited, tuple(dict.fromkeys(other))[:NEGATIVES]))
    return found


def shares(one: Passage, other: Passage) -> bool:
    runs = {one.words[n : n + LEAST] for n in range(len(one.words) - LEAST + 1)}
    return any(other.words[n : n + LEAST] in runs for n in range(len(other.words) - LEAST + 1))


def edit(text: str, share: float, swap: bool, chance: random.Random, vocabulary: Sequence[str]) -> str:
    """The sentence with a part of its words dropped, replaced or preceded by another; in the other spelling."""
    words = [british(word) for word in text.split()]
    touched = chance.sample(range(len(words)), round(share * len(words)))
    for n in sorted(touched, reverse=True):
        match chance.choice(("drop", "replace", "insert")):
            case "drop":
                del words[n]
            case "replace":
                words[n] = chance.choice(vocabulary)
            case _:
                words.insert(n, chance.choice(vocabulary))
    if swap:
        commas = [n + 1 for n, word in enumerate(words[:-3]) if word.endswith(",") and n > 2]
        at = chance.choice(commas) if commas else len(words) // 2
        words = words[at:] + words[:at]
    return " ".join(words)


def british(word: str) -> str:
    for plain, other in BRITISH:
        if plain in word and other not in word:
            return word.replace(plain, other)
    return word


def edits(drawn: Sequence[Drawn], tables: Tables, parts: set[str], misses: bool) -> None:
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    uses_: Counter[str] = Counter()
    kin: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    times: dict[str, list[float]] = defaultdict(list)
    for item in drawn:
        original = item.passage
        own = {p.words for p in _places(original, tables)}
        for name, text in item.edited.items():
            words = keys_of(text)
            began = time.perf_counter()
            uses = uses_of(words, tables)
            times[name].append(time.perf_counter() - began)
            keys = {(use.document, use.n): use for use in uses}
            read_ = {(p.document, p.n): p for p in tables.passages(keys)}
            hit = any(p.words == original.words for p in read_.values())
            found[name] += hit
            if not hit and misses:
                print(f"  missed, {name}: {text}\n    of: {item.text}")
            taken = [p for p in item.negatives if _taken(words, p)]
            right[name] += hit
            wrong[name] += len(taken)
            if taken and misses:
                print(f"  taken, {name}: {text}\n    for: {' '.join(taken[0].words)}")
            for passage in read_.values():
                uses_[name] += 1
                kin[name] += passage.words in own or shares(original, passage)
            for _value, key in rank(words, tables)[: 4 * NEGATIVES]:
                for passage in tables.passages([key]):
                    if passage.words not in own and not shares(original, passage) and _taken(words, passage):
                        beside[name] += 1
                        if misses and name == "30% of words":
                            print(f"  near: {item.text}\n    {keys[key].similarity if key in keys else 0:.2f}"
                                  f" {' '.join(passage.words)}")  # fmt: skip
    if "edits" in parts:
        print(f"\nAltered, {len(drawn)} sentences of at least {LONG} words\n")
        print("| edit | recall | hard negatives | taken | precision | uses found | with eight words of the original |"
              " nearest others taken |\n|---|---|---|---|---|---|---|---|")  # fmt: skip
        negatives = sum(len(item.negatives) for item in drawn)
        for name in drawn[0].edited:
            precision = right[name] / max(1, right[name] + wrong[name])
            print(
                f"| {name} | {found[name] / len(drawn):.3f} | {negatives} | {wrong[name]} | {precision:.3f} |"
                f" {uses_[name]} | {kin[name]} | {beside[name]} |"
            )
    if "times" in parts:
        print("\n| look-up | p50 ms | p95 ms | most ms |\n|---|---|---|---|")
        for name, taken_ in (*times.items(), ("all", [t for some in times.values() for t in some])):
            ordered = sorted(1000 * t for t in taken_)
            print(
                f"| {name} | {statistics.median(ordered):.1f} | {ordered[int(0.95 * len(ordered))]:.1f}"
                f" | {ordered[-1]:.1f} |"
            )


def _places(passage: Passage, tables: Tables) -> list[Passage]:
    _, touched = repetitions(passage.words, tables)
    return [passage, *touched.values()]


def _taken(words: Sequence[str], passage: Passage) -> bool:
    return bool(_use(words, passage))


def _use(words: Sequence[str], passage: Passage) -> list[Use]:
    from communique.linking.wording import Pages

    pages = Pages()
    pages.put([Passage(passage.document, 0, 0, passage.words)])
    return uses_of(words, pages)


# --- the same by a library -----------------------------------------------------------------------


def minhash(drawn: Sequence[Drawn], texts: Sequence[Text]) -> None:
    try:
        from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]
    except ImportError:
        print("\ndatasketch is not installed here: no comparison")
        return

    def sketch(words: Sequence[str]) -> object:
        made = MinHash(num_perm=128, seed=1)
        made.update_batch([" ".join(words[n : n + 2]).encode() for n in range(max(1, len(words) - 1))])
        return made

    for threshold in (0.5, 0.3):
        began = time.process_time()
        lsh = MinHashLSH(threshold=threshold, num_perm=128)
        chance = random.Random(1)
        wanted = {(item.passage.document, item.passage.words) for item in drawn}
        count = 0
        for text in texts:
            for passage in passages_of(text.id, text.pieces):
                if (text.id, passage.words) in wanted or chance.random() < 0.1:
                    lsh.insert(
                        (passage.document, passage.n, passage.words), sketch(passage.words), check_duplication=False
                    )
                    count += 1
        built = time.process_time() - began
        print(f"\nMinHash of 128, LSH at {threshold}: {count:,} sentences in {built:.1f} CPU s (a tenth, at random, and"
              " those asked for)\n\n| edit | recall | candidates a look-up | p50 ms |\n|---|---|---|---|")  # fmt: skip
        for name in drawn[0].edited:
            hits, given, times = 0, 0, []
            for item in drawn:
                began = time.perf_counter()
                found = lsh.query(sketch(keys_of(item.edited[name])))
                times.append(time.perf_counter() - began)
                hits += any(key[2] == item.passage.words for key in found)
                given += len(found)
            print(
                f"| {name} | {hits / len(drawn):.3f} | {given / len(drawn):.1f} |"
                f" {1000 * statistics.median(times):.1f} |"
            )


if __name__ == "__main__":
    sys.exit(main())
