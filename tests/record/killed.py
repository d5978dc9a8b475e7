"""A program that fills a record, a step at a time, until it is killed: `python killed.py RECORD SEED COUNT`."""

from __future__ import annotations

import random
import sys

import makings

from communique.record import Record, Stage


def work(path: str, seed: int, count: int) -> None:
    chance = random.Random(seed)
    numbers = list(range(count))
    chance.shuffle(numbers)
    with Record.open(path, write=True) as record:
        print("open", flush=True)
        run = record.begin_run("test")
        while True:
            for number in numbers:
                document = record.keep(makings.content(number), f"folder/{number}.txt")
                if chance.random() < 0.7 and document in record.pending(Stage.READ, makings.READER):
                    record.save_reading(document, makings.read(makings.content(number)))
                if chance.random() < 0.7 and document in record.pending(Stage.MARK, makings.MARKER):
                    record.save_marks(document, makings.mark(number, record.text(document)))
                if chance.random() < 0.2:  # as a new version of marking would
                    for other in record.pending(Stage.MARK, "another")[:2]:
                        at = makings.number_of(record.content(other))
                        record.save_marks(other, makings.mark(at, record.text(other), "another"))
                record.note_progress(run, Stage.READ, number, count)
            makings.resume(record)


if __name__ == "__main__":
    work(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
