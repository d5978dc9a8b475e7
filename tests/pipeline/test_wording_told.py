"""What is told of a formula, of a document's sentences and of echoes, in texts that were added as people add them."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
import worded
from collected import Run, add_each, add_here

from communique.model.filters import Filters
from communique.record import Record
from communique.views.echoes import echoes
from communique.views.formulae import formulae
from communique.views.precedents import precedents
from communique.views.rewording import plain
from communique.views.wording import uses


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return worded.write(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, papers: list[Path]) -> Path:
    made = tmp_path_factory.mktemp("worded") / "record.db"
    add_here(made, papers)
    return made


def named(record: Record, name: str) -> str:
    return next(line.id for line in record.documents() if line.path.endswith(f"/{name}.md"))


def test_every_use_oldest_first_with_its_parties_and_the_words_that_changed(path: Path) -> None:
    with Record.open(path) as record:
        (found,) = uses(record, worded.FORMULA)
        ids = [named(record, name) for name in ("first", "second", "third")]
    assert [use.line.use.document for use in found.uses] == ids
    assert [use.day for use in found.uses] == ["2031-03-02", "2032-05-06", "2033-07-08"]
    assert [use.line.first for use in found.uses] == [True, False, False]
    assert [use.line.variant for use in found.uses] == [1, 2, 3]
    assert found.uses[0].likeness == "exact" and found.uses[0].line.parties == ("Ossavel", "Pellurand")
    assert [(c.op, c.before, c.after) for c in found.uses[1].line.changes] == [
        ("drop", "firmly", ""),
        ("add", "", "by force."),
    ]
    assert found.uses[2].line.follows == found.uses[1].line.use
    assert plain(found.uses[2].since).endswith("in the Hollavarn Strait by force {+or by coercion.+}")


def test_a_copy_is_no_use_of_its_own(path: Path) -> None:
    with Record.open(path) as record:
        (found,) = uses(record, worded.FORMULA)
        copy = named(record, "copy")
    assert found.uses[2].line.copies == (copy,)


def test_words_in_the_middle_of_a_sentence_are_found_as_they_stand(path: Path) -> None:
    with Record.open(path) as record:
        (found,) = uses(record, "change the status quo")
        for use in found.uses:
            e = use.line.use
            assert record.text(e.document)[e.start : e.end] == e.quote
    assert {use.line.use.quote for use in found.uses} >= {"change the status quo"} and len(found.uses) == 3


def test_filters_narrow_what_is_shown_and_not_what_was_first(path: Path) -> None:
    with Record.open(path) as record:
        since = Filters(since=date(2032, 1, 1))
        (found,) = uses(record, worded.FORMULA, since)
        assert [use.line.first for use in found.uses] == [False, False]
        (few,) = uses(record, worded.FORMULA, Filters(limit=1))
        assert len(few.uses) == 1


@pytest.mark.parametrize(("text", "why"), [("peace", "two words"), ("the moon is made of green cheese", "")])
def test_nothing_found_is_said(path: Path, text: str, why: str) -> None:
    with Record.open(path) as record:
        (found,) = uses(record, text)
    assert found.uses == () and why in found.reason


def test_sentences_beside_their_precedents_and_what_was_dropped(path: Path) -> None:
    with Record.open(path) as record:
        first, second = named(record, "first"), named(record, "second")
        found = precedents(record, second)
        assert found.previous.document == first and "Ossavel and Pellurand" in found.previous.reason
        lines = [view.line for view in found.lines]
    kinds = {line.passage.quote[:12] if line.passage else "": line.kind for line in lines}
    assert kinds["We oppose an"] == kinds["We will exch"] == "changed"
    assert kinds["Disputes ove"] == "same" and kinds["We look forw"] == "new"
    moved = [line.passage.quote[:12] for line in lines if line.moved and line.passage]
    assert moved == ["Disputes ove"]
    assert [line.earlier.quote[:10] for line in lines if line.kind == "dropped" and line.earlier] == ["We commend"]


def test_a_first_text_has_no_previous_one_and_it_says_so(path: Path) -> None:
    with Record.open(path) as record:
        found = precedents(record, named(record, "first"))
        assert found.previous.document is None and "no earlier text" in found.previous.reason
        assert {view.line.kind for view in found.lines} <= {"new"}


def test_echoes_are_of_the_nearest_earlier_text_and_never_of_a_copy(path: Path) -> None:
    with Record.open(path) as record:
        found = [view.line for view in echoes(record)]
        third, second, copy = (named(record, name) for name in ("third", "second", "copy"))
        assert all(line.passage.document != copy and line.earlier.document != copy for line in found)
        (one,) = [line for line in found if line.passage.document == third]
        assert one.earlier.document == second and one.id.startswith("h-")
        assert [view.line for view in echoes(record, Filters(limit=1))] == found[:1]
        assert {v.line.passage.document for v in echoes(record, Filters(document=second))} == {second}


def test_formulae_that_came_back_in_three_texts(path: Path) -> None:
    with Record.open(path) as record:
        (one,) = formulae(record)
        assert one.texts == 3 and "status quo" in one.formula.asked and one.id.startswith("w-")
        assert any(life.word == "force" and life.came for life in one.lives)


def test_what_is_told_does_not_tell_the_order_of_arrival(path: Path, papers: list[Path], tmp_path: Path) -> None:
    add_each(tmp_path / "other.db", list(reversed(papers)))

    def told(where: Path) -> list[bytes]:
        with Record.open(where) as record:
            lines: list[Any] = [use.line for formula in uses(record, worded.BY_FORCE) for use in formula.uses]
            lines += [view.line for view in echoes(record)]
            lines += [view.line for view in precedents(record, named(record, "second")).lines]
            lines += formulae(record)
            return [msgspec.json.encode(line) for line in lines]

    assert told(tmp_path / "other.db") == told(path)


def test_the_commands_print_the_contract(path: Path, run: Run) -> None:
    done = run("wording", worded.BY_FORCE, "--json", "--record", path)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and len(lines) == 3
    assert {"use", "when", "parties", "similarity", "variant", "first", "changes"} <= set(lines[0])
    done = run("echoes", "--json", "--record", path)
    assert {"id", "passage", "earlier", "similarity", "changes"} == set(json.loads(done.stdout.splitlines()[0]))


def test_the_words_that_changed_stand_in_line(path: Path, run: Run, papers: list[Path]) -> None:
    done = run("wording", *worded.FORMULA.split(), "--why", "--record", path)
    assert "We [-firmly-] oppose any" in done.stdout and "{+by force" in done.stdout
    assert "first use, branch 1, exact" in done.stdout and "why: descends from" in done.stdout
    done = run("wording", papers[1], "--record", path)
    assert "the last joint statement between Ossavel and Pellurand before 2032-05-06" in done.stdout
    assert "same, moved" in done.stdout and "[-We commend the crews" in done.stdout
    assert run("wording", "nobody ever said these words", "--record", path).stdout.count("no use of these words") == 1
    assert run("wording", papers[1], "--by", "Ossavel", "--record", path).returncode == 2
    assert run("wording", papers[1], "--limit", "1", "--json", "--record", path).stdout.count("\n") == 1
    unknown = run("wording", "papers/nowhere.md", "--record", path)
    assert unknown.returncode == 1 and "nowhere.md" in unknown.stderr


def test_a_record_without_an_index_says_so(path: Path, run: Run, tmp_path: Path) -> None:
    other = Path(shutil.copy(path, tmp_path / "bare.db"))
    with Record.open(other, write=True) as record, record.transaction():
        record.wording.clear()
    done = run("wording", worded.FORMULA, "--record", other)
    assert "4 documents are not in the index of wording yet: try communique add" in done.stderr
