"""Folders as the world has them: every document gets a status, what is wrong is told in a line, the good ones stay."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import misreading
import pytest
from collected import DOCUMENTS, REGION, Run

from communique import pipeline
from communique.cli.main import main
from communique.pipeline import adding, work
from communique.record import Record

GOOD = (DOCUMENTS[1], DOCUMENTS[2], DOCUMENTS[5])  # a text, a DOCX, a PDF


def bomb() -> bytes:
    """A DOCX of one megabyte that unfolds to one gigabyte."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as body:
            for _ in range(1024):
                body.write(b" " * (1 << 20))
    return packed.getvalue()


PROGRESS = re.compile(r"communique: (keep|read|mark|link) \d+ of \d+")
HOSTILE = {  # file → its bytes, and the status that it gets
    "empty.txt": (b"", "failed"),
    "rubbish.bin": (bytes(range(256)) * 300, "failed"),
    "truncated.pdf": (DOCUMENTS[5].read_bytes()[:2000], "failed"),
    "bomb.docx": (bomb(), "failed"),
    "attributes.html": (b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">Words.</p>", None),
    "nested.html": (b"<html><body>" + b"<div>" * 20_000 + b"Words.", "partial"),
    "weekdays.txt": (b"Monday Tuesday Wednesday Thursday Friday Saturday Sunday\n" * 90_000, "whole"),
    "french.txt": (("Le ministre a rencontré son homologue à Paris mardi. " * 9).encode(), "whole"),
    "not-utf8.txt": (b"President Osquane met Minister Halquern in Ambrisk.\xff\xfe\x80 They talked.\n" * 3, "whole"),
    "one-line.txt": (b"The two ministers met in Ambrisk and agreed to meet again. " * 20_000, "whole"),
}


def test_a_hostile_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(adding, "READ_SECONDS", 10.0)  # what takes longer costs its own document, not our patience
    monkeypatch.setattr(adding, "MARK_SECONDS", 20.0)
    monkeypatch.chdir(tmp_path)
    papers = tmp_path / "papers"
    (papers / "inner").mkdir(parents=True)
    for name, (content, _) in HOSTILE.items():
        (papers / name).write_bytes(content)
    for path in GOOD:
        (papers / "inner" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "outside.txt").write_text("Nobody named this file.")
    refused = {"dangling.txt": "no such file", "out.txt": "leads out", "pipe": "no file", "away": "leads out"}
    (papers / "dangling.txt").symlink_to("nothing.txt")
    (papers / "out.txt").symlink_to(tmp_path / "outside.txt")
    (papers / "away").symlink_to(tmp_path)
    os.mkfifo(papers / "pipe")
    if os.geteuid() != 0:  # root reads everything
        (papers / "locked.txt").write_text("Nobody may read this.")
        (papers / "locked.txt").chmod(0)
        refused["locked.txt"] = "permission denied"

    assert main(["add", "papers", "--lexicon", str(REGION), "--workers", "2", "--record", "record.db"]) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if not PROGRESS.match(line)]
    assert len(told) == len(refused)
    for name, why in refused.items():
        (line,) = [line for line in told if f"papers/{name}:" in line]
        assert line.startswith("communique: ") and why in line and ": try " in line

    documents = {Path(d["path"]).name: d for d in objects(run("documents", "--json").stdout)}
    assert set(documents) == {*HOSTILE, *(path.name for path in GOOD)}, "a document is lost"
    findings = objects(run("findings", "--json").stdout)
    for name, (_, status) in HOSTILE.items():
        assert documents[name]["status"] == (status or documents[name]["status"]), name
        about = [f for f in findings if f["document"] == documents[name]["id"] and f["severity"] != "note"]
        unmarked = ("french.txt", "one-line.txt", "weekdays.txt")  # one is not English, two may take too long
        assert about or documents[name]["status"] == "whole", name
        assert not about or documents[name]["status"] != "whole" or name in unmarked, name
    for finding in findings:
        assert finding["what"] and finding["why"] and finding["try"]
        assert all("\n" not in finding[part] for part in ("what", "where", "why", "try"))

    run("add", *GOOD, "--lexicon", REGION, "--record", "good.db")
    for path in GOOD:
        asked = ("statements", "--document", documents[path.name]["id"], "--json")
        among, alone = run(*asked).stdout, run(*asked, "--record", "good.db").stdout
        assert contents(among) == contents(alone) != []
    assert run("verify").returncode == 0


def test_a_reader_that_misbehaves_among_good_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the real pool, with limits that a test can wait for."""
    monkeypatch.setattr(work, "read_one", misreading.read_one)
    monkeypatch.setattr(adding, "READ_SECONDS", 12.0)
    monkeypatch.setattr(adding, "READ_MEGABYTES", 200)
    lost = {
        "SLEEP": "longer than 12 seconds",
        "ALLOCATE": "more than 200 MB",
        "CRASH": "SIGSEGV",
        "EXIT": "status 3",
        "RAISE": "a bug of the reader",
    }
    papers = tmp_path / "papers"
    papers.mkdir()
    for n, verb in enumerate((*lost, "GOOD") * 3):
        (papers / f"{n:02d}-{verb}.txt").write_text(
            f"{verb} {n}: the ministers of Ossavel and Meskoral met in Ambrisk."
        )
    record = tmp_path / "record.db"
    added = pipeline.add(record, [papers], lexicon=[REGION], workers=2)
    assert (added.new, added.without_status) == (18, ())
    with Record.open(record) as opened:
        findings = {f.document: f for f in opened.findings() if f.severity == "error"}
        for document in opened.documents():
            verb = Path(document.path).stem.split("-")[1]
            assert document.status == ("whole" if verb == "GOOD" else "failed"), document.path
            if verb in lost:
                assert lost[verb] in findings[document.id].why and findings[document.id].try_
            else:
                assert document.id not in findings
        assert opened.status().linked == 3

    # Nothing is tried again as long as the reader is the same one: a rerun costs nothing
    seen: list[str] = []
    pipeline.add(record, [papers], workers=2, progress=lambda stage, done, total: seen.append(stage))
    assert set(seen) == {"keep"}


def objects(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


def contents(printed: str) -> list[tuple[str, ...]]:
    return [tuple(part["quote"] for part in s["content"]) for s in objects(printed)]
