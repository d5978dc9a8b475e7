"""Words that changed are shown as they were printed, and with them the later text can be read from end to end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.linking.alignment import align
from communique.linking.spelling import keys_of
from communique.views.rewording import lines_of, of_words, plain, printed, segments

WORDS = ["strait", "open", "force", "we", "the", "ships", "of", "oppose", "any", "change", "harbour", "Ossavel’s"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)


def drawn(before: str, after: str) -> str:
    one, other = printed(keys_of(before), before), printed(keys_of(after), after)
    return plain(segments(align(one.words, other.words).changes, one, other))


def test_words_that_changed_stand_as_they_were_printed() -> None:
    before = "We firmly oppose any attempt to change the status quo in the Strait."
    after = "We oppose any attempt to change the status quo in the Strait by force (“or otherwise”)."
    assert drawn(before, after) == (
        "We [-firmly-] oppose any attempt to change the status quo in the Strait {+by force (“or otherwise”).+}"
    )


def test_the_other_spelling_is_no_change() -> None:
    assert drawn("We value the Labour programme.", "We value the labor program.") == "We value the labor program."


def test_a_clause_that_moved_is_neither_dropped_nor_added() -> None:
    one = "in full respect of the convention of 1982, ships may pass the strait without notice"
    other = "ships may pass the strait without notice in full respect of the convention of 1982"
    shown = drawn(one, other)
    assert "[-" not in shown and "{+" not in shown and "{>" in shown


def test_markup_between_words_is_not_shown() -> None:
    text = "We **will keep** the [strait](https://a.example/strait-of-hollavarn) open, always."
    words = ["we", "will", "keep", "the", "strait", "open", "always"]
    assert printed(words, text).slice(0, 7) == "We will keep the strait open, always."


def test_words_that_are_not_found_stand_for_themselves() -> None:
    assert printed(["open", "strait"], "strait, open") == of_words(["open", "strait"])


@given(TEXTS, TEXTS)
def test_what_is_kept_added_and_moved_is_the_later_text(before: str, after: str) -> None:
    one, other = printed(keys_of(before), before), printed(keys_of(after), after)
    found = segments(align(one.words, other.words).changes, one, other)
    assert keys_of(" ".join(s.text for s in found if s.op != "drop")) == list(other.words)


@given(TEXTS, TEXTS)
def test_the_earlier_text_is_what_is_kept_and_what_was_dropped(before: str, after: str) -> None:
    one, other = printed(keys_of(before), before), printed(keys_of(after), after)
    changes = align(one.words, other.words).changes
    found = segments(changes, one, other)
    kept = [word for s in found if s.op in ("keep", "drop", "move") for word in keys_of(s.text)]
    assert sorted(kept) == sorted(one.words)
    assert [line.op for line in lines_of(changes, one, other)] == [change.op for change in changes]
