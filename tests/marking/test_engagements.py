"""Engagement marking on invented sentences: who, what kind, held or planned, when and where."""

from __future__ import annotations

from pathlib import Path

import pytest

import communique
from communique.lexicon import load
from communique.marking.document import mark
from communique.marking.parsing import load_parser
from communique.model.marks import EngagementMark, Marks
from communique.reading import read

REGION = Path(next(iter(communique.__path__))) / "sample" / "lexicon" / "region.toml"
LEXICON = load([REGION.read_bytes()])


@pytest.fixture(scope="module")
def parser():
    return load_parser()


def marked(text: str, parser) -> Marks:
    return mark(read(text.encode(), name="", lexicon=LEXICON), LEXICON, parser)


def names(marks: Marks, engagement: EngagementMark) -> set[str]:
    return {marks.figures[p.figure].name for p in engagement.participants}


def kinds(marks: Marks) -> list[tuple[str, str]]:
    return [(e.kind.value, e.status.value) for e in marks.engagements]


def test_a_meeting_with_day_and_town(parser) -> None:
    text = "Prime Minister Anna Berg of Ossavel met President Karl Lund of Meskoral in Ambrisk on 3 May 2030."
    marks = marked(text, parser)
    (meeting,) = marks.engagements
    assert names(marks, meeting) == {"Anna Berg", "Karl Lund"}
    assert [marks.places[n].name for n in meeting.places] == ["Ambrisk"]
    assert kinds(marks) == [("meeting", "held")]


def test_a_call_has_no_place(parser) -> None:
    text = (
        "Prime Minister Anna Berg of Ossavel spoke by telephone on 3 May 2030 with President Karl Lund of Meskoral. "
        "The call began at 21.40 and lasted half an hour."
    )
    (call,) = marked(text, parser).engagements
    assert (call.kind, call.places, call.duration_minutes) == ("call", (), 30)


@pytest.mark.parametrize(
    "sentence",
    [
        "We are going to do our part for Meskoral.",
        "Prime Minister Anna Berg of Ossavel left the rest to others.",
        "They discussed the cost of the lights.",
        "Prime Minister Anna Berg of Ossavel asked Quarrevia to return the two vessels in 2031.",
    ],
)
def test_no_engagement(sentence: str, parser) -> None:
    assert marked(sentence, parser).engagements == ()


def test_what_is_off(parser) -> None:
    text = "President Karl Lund of Meskoral has postponed the visit to Ossavel that he was to begin on Thursday."
    marks = marked(text, parser)
    assert kinds(marks) == [("visit", "postponed")]
    assert [marks.times[n].value.weekday for n in marks.engagements[0].times] == [3]


def test_each_by_himself(parser) -> None:
    text = (
        "Foreign Minister Anna Berg and Defence Minister Olaf Dahl each held talks with "
        "President Karl Lund of Meskoral on 3 May 2030."
    )
    marks = marked(text, parser)
    assert sorted(map(len, (e.participants for e in marks.engagements))) == [2, 2]


def test_a_count_says_what_happened(parser) -> None:
    text = (
        "President Karl Lund of Meskoral met Prime Minister Anna Berg of Ossavel on 3 May 2030. "
        "Five sailors lost their lives and 31 sailors waited."
    )
    (meeting,) = marked(text, parser).engagements
    assert meeting.main
    assert [(c.what, c.value) for c in meeting.counts] == [("dead", 5)]
