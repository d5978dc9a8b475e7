"""The registers as pages: each line opens its evidence, shows what was ruled, and escapes what documents say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from communique import pipeline
from communique.engine import run_here
from communique.record import Record
from communique.web.publish import publish

TEXT = """---
title: Joint Statement of Norway and Chile
date: 2031-05-04
---

Norway and Chile will open a joint school for <b>harbour</b> pilots in the port of Halm by 2034.

Norway intends to deepen its cooperation on fishing, subject to the advice of the council.

We call on Peru to release the crew of the trawler Lantern without delay.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registers")
    (folder / "1.md").write_text(TEXT, encoding="utf-8")
    pipeline.add(folder / "record.db", [folder / "1.md"], runner=run_here)
    with Record.open(folder / "record.db", write=True) as record:
        school = next(line for line in record.statements() if line.content and "school" in line.content[0].quote)
        record.deeds.rule(school.id, "kept", "A. Reader <x>", "It opened in May")
    with Record.open(folder / "record.db") as record:
        publish(record, folder / "site", False)
    return folder / "site"


def page(site: Path, name: str) -> str:
    return (site / f"{name}.html").read_text(encoding="utf-8")


def test_lines_stand_under_who_is_bound(site: Path) -> None:
    shown = page(site, "commitments")
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", shown) == ["Chile, Norway", "Norway"]
    assert "subject to the advice of the council" in shown and ">vague<" in shown
    assert "kept" in shown and "A. Reader &lt;x&gt;" in shown and "<x>" not in shown


def test_every_line_opens_its_words(site: Path) -> None:
    for name in ("commitments", "commitments-due", "demands", "demands-due"):
        for address in re.findall(r'<blockquote><a href="([^"]+)"', page(site, name)):
            file, _, anchor = address.partition("#")
            assert f'id="{anchor}"' in (site / file).read_text(encoding="utf-8")
    assert len(re.findall(r"<blockquote><a href", page(site, "commitments"))) == 2


def test_what_is_due_is_listed_by_its_date(site: Path) -> None:
    shown = page(site, "commitments-due")
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", shown) == ["Due in 2034"]
    assert "on or before 31 December 2034" in shown


def test_demands_stand_under_of_whom(site: Path) -> None:
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", page(site, "demands")) == ["Peru"]


def test_a_commitment_says_to_whom_or_that_no_text_does(site: Path) -> None:
    shown = page(site, "commitments")
    assert "To whom is told of none of them" in shown
    assert len(re.findall(r'<dt>To</dt><dd><span class="soft">not said</span>', shown)) == 2
    assert "<dt>To</dt>" not in page(site, "demands")
