"""Reasons of a statement in plain words."""

from __future__ import annotations

from communique.views.aloud import aloud


def test_reasons_are_said_in_plain_words() -> None:
    said = aloud(
        (
            "cue: “agreed to” (commit)",
            "cue: “urge” (demand)",
            "content: inf of the cue",
            "content: prep:on of the cue",
            "content: that of the cue",
            "act: “should” in the content (demand)",
            "promise: “will” (strong)",
            "source: “she”, the last subject before",
        )
    )
    assert said == (
        "told by the words “agreed to”: commit",
        "told by the word “urge”: demand",
        "its words: what follows with “to”",
        "its words: what follows with “on”",
        "its words: the whole clause that is told",
        "the act “should” in its words: demand",
        "it promises “will”: it binds",
        "who says it: “she”, the last subject before",
    )


def test_what_has_no_plain_words_stays_as_it_is() -> None:
    odd = ("a question of the press", "content: that-clause", "act corrected from assert to demand by Ada Orlan")
    assert aloud(odd) == (odd[0], "its words: that-clause", odd[2])
