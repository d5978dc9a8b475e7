"""The listings as a program that reads them sees them: the data contract, filters, order."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Lines = Callable[..., list[dict[str, Any]]]
Run = Callable[..., subprocess.CompletedProcess[str]]

EVIDENCE = {"document", "start", "end", "quote"}
WHEN = {"from", "to", "precision", "basis", "reason", "evidence"}
FIELDS = {
    "documents": "id uri path title publisher kind language published account engagements origin version_of status"
    " obtained",
    "engagements": "id kind title status participants when duration_minutes place part_of planned_as issued documents"
    " evidence discrepancies",
    "actors": "id name kind names offices mentions",
    "statements": "id document engagement account speakers on_behalf_of addressees targets act family strength negated"
    " level source cue content within issues instruments when",
    "instruments": "id name kind number date issuer citations",
    "discrepancies": "id engagement aspect readings note",
    "findings": "id severity document what where why try",
}


@pytest.mark.parametrize("listing", FIELDS)
def test_every_line_has_every_field_of_the_contract(lines: Lines, listing: str) -> None:
    found = lines(listing)
    assert found
    for line in found:
        assert set(FIELDS[listing].split()) <= set(line)


def test_when_and_evidence_are_spelt_as_in_the_contract(lines: Lines) -> None:
    held, planned = lines("engagements")
    assert set(held["when"]) == set(planned["when"]) == WHEN
    assert held["when"]["from"] == held["when"]["to"] == "2031-10-23"
    assert planned["when"]["from"] is None and planned["when"]["precision"] == "unknown"
    assert planned["place"] is None and planned["duration_minutes"] is None and planned["discrepancies"] == []
    for evidence in held["evidence"] + held["place"]["evidence"]:
        assert set(evidence) == EVIDENCE


def test_offsets_count_in_the_canonical_text(run: Run, strait_db: Path, lines: Lines) -> None:
    for document in lines("documents", "--status", "whole"):
        done = run("show", document["id"], "--text", "--record", strait_db)
        for statement in lines("statements", "--document", document["id"]):
            for part in statement["content"] + statement["cue"] + statement["source"]:
                assert done.stdout[part["start"] : part["end"]] == part["quote"]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ((), 9),
        (("--by", "Ilse Tavorin"), 8),
        (("--by", "ilse tavorin", "--act", "demand"), 3),
        (("--by", "Maskeld", "--to", "Quarrevia"), 3),
        (("--about", "maritime security"), 1),
        (("--act", "Commit"), 4),
        (("--document", "papers/news.txt"), 2),
        (("--since", "2031", "--until", "2031-10"), 9),
        (("--since", "2031-10-25"), 0),
        (("--until", "2030-12"), 0),
        (("--limit", "3"), 3),
        (("--limit", "0"), 0),
    ],
)
def test_filters_read_like_a_sentence(lines: Lines, asked: tuple[str, ...], count: int) -> None:
    assert len(lines("statements", *asked)) == count


def test_kinds_may_be_written_as_people_write_them(lines: Lines) -> None:
    for spelt in ("joint_statement", "joint statement", "Joint-Statement"):
        assert [d["path"] for d in lines("documents", "--kind", spelt)] == ["papers/joint.txt"]


def test_filters_by_engagement_and_status(lines: Lines) -> None:
    (held,) = lines("engagements", "--status", "held")
    assert len(lines("statements", "--engagement", held["id"])) == 9
    assert [d["status"] for d in lines("documents", "--status", "failed")] == ["failed"]
    assert len(lines("discrepancies", "--engagement", held["id"])) == 1


def test_mentions_of_a_document(lines: Lines) -> None:
    found = lines("mentions", "papers/joint.txt")
    assert [m["evidence"]["start"] for m in found] == sorted(m["evidence"]["start"] for m in found)
    assert {m["kind"] for m in found} == {"actor", "place", "time", "instrument"}
    assert len(next(m for m in found if m["evidence"]["quote"] == "We")["refers_to"]) == 2
    assert {m["kind"] for m in lines("mentions", "papers/joint.txt", "--kind", "actor", "--limit", "2")} == {"actor"}


def test_search_finds_passages(lines: Lines) -> None:
    (found,) = lines("search", "RADAR", "pictures")
    assert set(found) == EVIDENCE and "radar pictures" in found["quote"]
    assert lines("search", "strait", "--kind", "readout") and not lines("search", "radar", "--kind", "readout")
    assert lines("search", "keep the strait") and not lines("search", "strait the keep")
    assert not lines("search", "newsletter")


def test_the_timeline_is_in_order(lines: Lines) -> None:
    assert [e["status"] for e in lines("timeline")] == ["held", "planned"]
    assert [e["id"] for e in lines("timeline", "--kind", "summit")] == [lines("engagements")[1]["id"]]


def test_plain_lines_are_aligned_and_carry_no_tab(run: Run, strait_db: Path) -> None:
    for listing in FIELDS:
        done = run(listing, "--record", strait_db)
        assert done.returncode == 0 and done.stdout and done.stderr == ""
        assert "\t" not in done.stdout and "\x1b" not in done.stdout
    rows = run("actors", "--record", strait_db).stdout.splitlines()
    assert (
        len({row.index(name) for row, name in zip(rows, ("Ilse", "Joren", "Ossavel", "Quarrevia"), strict=True)}) == 1
    )


def test_control_characters_of_a_title_do_not_reach_the_terminal(run: Run, hostile_db: Path) -> None:
    for verb in ("timeline", "documents", "engagements"):
        shown = run(verb, "--record", hostile_db).stdout
        assert shown and "\u202e" not in shown


def test_a_name_that_nobody_has_is_told_and_not_answered_with_nothing(run: Run, strait_db: Path) -> None:
    for option, wrong in (("--by", "Osavell Nobody"), ("--to", "Osavell Nobody"), ("--about", "needlework")):
        done = run("statements", option, wrong, "--record", strait_db)
        assert (done.returncode, done.stdout) == (2, "")
        assert wrong in done.stderr and option in done.stderr and "try " in done.stderr and done.stderr.count("\n") == 1
