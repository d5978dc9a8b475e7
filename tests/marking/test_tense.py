"""Which way a day or month lies, by the tense of the verb above it."""

from __future__ import annotations

from datetime import date

import pytest

from communique.lexicon import load
from communique.marking.document import mark
from communique.marking.parsing import load_parser
from communique.reading import read

JANUARY = date(2031, 1, 20)  # a Monday
WEDNESDAY = date(2031, 1, 22)


def days(sentence: str, written: date) -> list[str]:
    lexicon = load()
    marks = mark(read(sentence.encode(), name="", lexicon=lexicon), lexicon, load_parser())
    found = [t.value.resolve(written, "") for t in marks.times if t.value.month or t.value.weekday is not None]
    return [str(when.from_) for when in found]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The ministers met in March.", "2030-03-01"),
        ("The ministers will meet in March.", "2031-03-01"),
        ("The ministers should meet in March.", "2031-03-01"),
        ("They agreed that the ministers should meet on February 24.", "2031-02-24"),
        ("He said that the talks may begin in February.", "2031-02-01"),
        ("The talks should have begun in November.", "2030-11-01"),
        ("She spoke with the envoys to prepare for the meeting on January 23.", "2031-01-23"),
        ("She was to leave on February 3.", "2031-02-03"),
        ("It was necessary to hold the vote in November.", "2030-11-01"),
        ("They discussed the December summit.", "2030-12-01"),
        ("The treaty was signed in December.", "2030-12-01"),
        ("The court has ruled since February.", "2030-02-01"),
    ],
)
def test_a_text_of_january(sentence: str, day: str) -> None:
    assert days(sentence, JANUARY) == [day]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The ministers met on Monday.", "2031-01-20"),
        ("The ministers meet on Monday.", "2031-01-27"),
        ("The envoy arrives on Tuesday.", "2031-01-28"),
        ("The ministers might meet on Tuesday.", "2031-01-28"),
        ("The minister said on Thursday that the talks had failed.", "2031-01-16"),
    ],
)
def test_a_text_of_a_wednesday(sentence: str, day: str) -> None:
    assert days(sentence, WEDNESDAY) == [day]
