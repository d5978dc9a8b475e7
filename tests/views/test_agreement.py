"""How far two people agree: counted by hand."""

from __future__ import annotations

from typing import Any

from communique.model.rulings import RulingLine
from communique.views.agreement import agreement


def line(n: int, by: str, kind: str, value: dict[str, Any] | None = None, at: str = "2031-01-01") -> RulingLine:
    said = {"what": "statement", **(value or {})}
    return RulingLine(f"r-{n}-{by}-{at}", kind, said, by, "looked", at, None, "d-1", n, n + 5, "words")


def test_kappa_takes_chance_out_of_it() -> None:
    # the table of Cohen 1960 in small: 20 and 15 agree, 5 and 10 do not: 0.7 seen, 0.5 by chance
    pairs = [("confirm", "confirm")] * 20 + [("confirm", "reject")] * 5
    pairs += [("reject", "confirm")] * 10 + [("reject", "reject")] * 15
    made = [line(n, by, kind) for n, both in enumerate(pairs) for by, kind in zip("AB", both, strict=True)]
    (found,) = agreement(made)
    assert (found.about, found.by, found.things, found.agreed) == ("statement", ("A", "B"), 50, 35)
    assert (found.share, found.kappa, len(found.disagreements)) == (0.7, 0.4, 15)


def test_corrections_agree_where_they_give_the_same() -> None:
    made = [line(1, "A", "correct", {"act": "warn"}), line(1, "B", "correct", {"act": "deny"})]
    (found,) = agreement(made)
    assert (found.agreed, found.disagreements[0].decided) == (0, ("correct act=warn", "correct act=deny"))


def test_the_last_word_of_each_counts_and_what_one_alone_ruled_does_not() -> None:
    made = [
        line(1, "A", "reject"),
        line(1, "A", "confirm", at="2031-01-02"),
        line(1, "B", "confirm"),
        line(2, "A", "reject"),
    ]
    (found,) = agreement(made)
    assert (found.things, found.agreed, found.kappa) == (1, 1, None)


def test_same_and_apart_are_of_one_thing_whichever_end_is_named_first() -> None:
    digest = "ab" * 32
    end = {"digest": digest, "start": 7, "end": 9}
    here = RulingLine(
        "r-1", "same", {"what": "actor", "other": end}, "A", "x", "1", None, f"d-{digest[:16]}", 1, 3, "a"
    )
    back = {"what": "actor", "other": {"digest": digest, "start": 1, "end": 3}}
    there = RulingLine("r-2", "apart", back, "B", "x", "2", None, f"d-{digest[:16]}", 7, 9, "b")
    (found,) = agreement([here, there])
    assert (found.things, found.disagreements[0].decided) == (1, ("same", "apart"))
