"""What a later sentence may tell of a deed: its verbs decide, and what is still to come tells nothing."""

from __future__ import annotations

import pytest

from communique.lexicon import load
from communique.linking.followups import Deed, Sequel, sequel_of, stem

OPEN = Deed(("open", "an", "embassy", "in", "halm"), "open")


def told(sentence: str, deed: Deed = OPEN) -> str | None:
    found: Sequel | None = sequel_of(sentence, deed, load().promises.sequel)
    return found.kind if found is not None else None


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Marland opened its embassy in Halm on Monday.", "completed"),
        ("The embassy in Halm has been completed.", "completed"),
        ("The leaders welcomed the opening of the embassy in Halm.", "completed"),
        ("They noted progress on the embassy in Halm.", "progress"),
        ("Marland is opening an embassy in Halm.", "progress"),
        ("Marland cancelled its embassy in Halm.", "withdrawn"),
        ("Marland refused an embassy in Halm.", "refused"),
        ("Marland will open an embassy in Halm.", None),
        ("They looked forward to the embassy that Marland opened.", None),
        ("They welcomed the plan to open an embassy in Halm.", None),
        ("The embassy in Halm is large.", None),
    ],
)
def test_verbs_decide(sentence: str, kind: str | None) -> None:
    assert told(sentence) == kind


def test_taking_back_may_be_what_was_promised() -> None:
    withdraw = Deed(("withdraw", "the", "two", "ships"), "withdraw")
    assert told("Marland withdrew the two ships.", withdraw) == "completed"
    assert told("Marland withdrew the offer of an embassy.") == "withdrawn"


def test_forms_of_one_verb_share_a_stem() -> None:
    assert {stem(form) for form in ("open", "opens", "opened", "opening")} == {"open"}
    assert stem("held") == stem("holding") and stem("stopped") == stem("stop")
