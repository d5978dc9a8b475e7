"""Boilerplate or agreed language: what the program claims of formulae beside what a reader says.

    python benchmarks/spread.py draw RECORD [--seed 8] [--most 70]     # a sheet to judge: no claim stands on it
    python benchmarks/spread.py score RECORD [--seed 8] [--most 70]    # beside the verdicts in spread_judged.tsv

Drawn by the seed from the sentences of joint texts and readouts between two parties or more, which five documents or
more have in like words. A reader calls each agreed language, boilerplate or neither clearly; the verdicts name the
document and the place of the sentence.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from communique.model.wording import Passage
from communique.record import Record
from communique.views.wording import FEW, Formula, Uses, formula

JUDGED = Path(__file__).with_name("spread_judged.tsv")
CROWD = 400  # documents that have a run of words
CLOSE = 0.7  # similarity of the uses that are counted
SHORTEST = 6  # words that carry meaning
KINDS = ("joint_statement", "readout")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("draw", "score"))
    parser.add_argument("record", type=Path)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--most", type=int, default=70)
    asked = parser.parse_args()
    with Record.open(asked.record) as record:
        drawn = draw(record, asked.seed, asked.most)
        if asked.what == "draw":
            for passage, found in drawn:
                uses = len({use.line.use.document for use in found.uses})
                print(passage.document, passage.start, uses, " ".join(found.asked.split()), sep="\t")
        else:
            score(list(drawn))


def draw(record: Record, seed: int, most: int) -> Iterator[tuple[Passage, Formula]]:
    look = Uses(record)
    look.load()
    candidates = [
        (document, n)
        for document, n, _ in look.rows.repeated(FEW, CROWD)
        if document in look.standing
        and look.bearers[document].kind in KINDS
        and len(look.parties([document])[document]) > 1
    ]
    random.Random(seed).shuffle(candidates)
    taken: set[tuple[str, int]] = set()
    given = 0
    for document, n in candidates:
        passage = next(iter(look.rows.passages([(document, n)])), None)
        if given == most or passage is None or (document, n) in taken:
            continue
        if len(look.unnamed(passage)) < SHORTEST or not look.says_something(passage):
            continue
        found = formula(look, look.printed(passage).slice(0, len(passage.words)), CLOSE)
        taken |= {(document, n), *found.members}
        if len({use.line.use.document for use in found.uses}) >= FEW:
            given += 1
            yield passage, found


def score(drawn: list[tuple[Passage, Formula]]) -> None:
    with JUDGED.open(encoding="utf-8") as lines:
        verdicts = {(v["document"], int(v["start"])): v["verdict"] for v in csv.DictReader(lines, delimiter="\t")}
    pairs = Counter(
        (verdict, found.spread.kind)
        for passage, found in drawn
        if (verdict := verdicts.get((passage.document, passage.start))) in ("agreed", "boilerplate")
    )
    claimed = sum(n for (_, kind), n in pairs.items() if kind != "open")
    right = sum(n for (verdict, kind), n in pairs.items() if verdict == kind)
    print(f"{right} of {claimed} claims right; {pairs.total() - claimed} of {pairs.total()} left open")
    for (verdict, kind), n in sorted(pairs.items()):
        print(f"  {verdict}, told as {kind}: {n}")


if __name__ == "__main__":
    main()
