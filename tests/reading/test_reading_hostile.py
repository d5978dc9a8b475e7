"""Front matter that means harm, and sizes beyond the limits."""

from __future__ import annotations

import pytest
from reading_contract import check

from communique.lexicon import Lexicon
from communique.reading import read
from communique.reading import reader as reader_module
from communique.reading.frontmatter import front_matter

BOMB = "a: &a [x, x, x]\n" + "".join(f"k{n}: &k{n} [*a, *a, *a, *a]\n" for n in range(20))


@pytest.mark.parametrize(
    ("front", "why"),
    [
        (BOMB, "anchors or aliases"),
        ("title: [" + "[" * 30 + "]" * 31, "nested deeper"),
        ("- just\n- a list", "no list of keys"),
        ("just words", "no list of keys"),
        ("title: 'never closed", ""),
        ("title: a\n\tb: c", ""),
        ("title: " + "x" * 70_000, "longer than"),
        ("title: \x07", ""),
    ],
)
def test_front_matter_that_is_refused_is_said(front: str, why: str, lexicon: Lexicon) -> None:
    text = f"---\n{front}\n---\n\n# Title\n\nProse.\n"
    found = front_matter(text)
    assert len(found.troubles) == 1 and why in found.troubles[0].why
    assert text[found.end :].startswith("\n# Title")
    if "\x07" not in text:
        check(read(text.encode(), name="x", lexicon=lexicon))


def test_lines_of_broken_front_matter_still_count() -> None:
    found = front_matter('---\ntitle: "Joint statement" of the ministers\ndate: 2031-05-04\n---\nx')
    assert [(h.about, h.value) for h in found.hints] == [
        ("title", 'Joint statement" of the ministers'),
        ("published", "2031-05-04"),
    ]
    assert found.troubles


def test_tags_build_nothing() -> None:
    found = front_matter("---\ntitle: !!python/object/apply:os.system ['echo no']\ndate: 2031-05-04\n---\nx")
    assert [(h.about, h.value) for h in found.hints][-1] == ("published", "2031-05-04")


def test_a_text_beyond_the_limit_is_cut_and_partial(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_module, "LIMIT", 200)
    reading = read(("Statement\n\n" + "The ministers met in Brackwater. " * 40).encode(), name="x", lexicon=lexicon)
    assert reading.partial and len(reading.text) == 200
    assert [t.what for t in reading.troubles] == ["only the beginning was read"]
