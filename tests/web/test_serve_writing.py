"""Writing from a page, and a run of `add` beside readers."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import strait
from serving import running, serving

from communique.record import Record, tokens
from communique.record.tokens import Role

FORM_SERVER = str(Path(__file__).with_name("form_server.py"))
PAGE = """\
<html><head><title>Talks in Tirmona, part {n}</title></head><body><article><h1>Talks in Tirmona, part {n}</h1>
<p>TIRMONA, {day} March 2032 - Prime Minister Ilse Tavorin of Ossavel met Foreign Minister Davi Corro of Marenta on
{day} March 2032 in Tirmona. “We condemn the boarding of merchant vessels,” Tavorin said. Corro called on all parties to
release every vessel, and promised to send observers number {n} to the strait before the summer.</p></article></body>
</html>
"""


def proof(page: str) -> str:
    return re.findall(r'name=proof value="([0-9a-f]{64})"', page)[0]


def test_a_form_of_ours_writes_and_no_other(tmp_path: Path) -> None:
    strait.build(tmp_path / "record.db")
    with running(FORM_SERVER, str(tmp_path / "record.db")) as server:
        page = server.ask("/note")
        assert page.headers["cache-control"] == "no-store"
        good = {"proof": proof(page.text), "note": "vessels"}
        for form, headers in [
            (good, {"Origin": "http://quarrevia.example"}),
            (good, {"Origin": ""}),
            (good, {"Origin": "null"}),
            (good, {"Sec_Fetch_Site": "cross-site"}),
            (good, {"Host": "quarrevia.example"}),
            ({**good, "proof": "0" * 64}, {}),
            ({"note": "vessels"}, {}),
        ]:
            assert server.send("/note", form, **headers).status == 403, (form, headers)
        assert "local: nothing" in server.ask("/note").text
        assert server.send("/note", {"proof": good["proof"]}).status == 400
        reply = server.send("/note", good)
        assert (reply.status, reply.headers["location"]) == (303, "/note")
        assert "local: vessels (local)" in server.ask("/note").text


@pytest.mark.parametrize("role", list(Role))
def test_only_reviewers_write(tmp_path: Path, role: Role) -> None:
    strait.build(tmp_path / "record.db")
    with Record.open(tmp_path / "record.db", write=True) as record:
        secret = tokens.add(record.db, "Ilse", role)
    with running(FORM_SERVER, str(tmp_path / "record.db"), "0.0.0.0") as server:
        door = re.findall(r'name="proof" value="([0-9a-f]{64})"', server.ask("/login").text)[0]
        assert server.send("/login", {"token": secret, "proof": door}).status == 303
        own = proof(server.ask("/note").text)
        assert own != door
        assert server.send("/note", {"proof": door, "note": "vessels"}).status == 403
        sent = server.send("/note", {"proof": own, "note": "vessels"})
        assert sent.status == (303 if role is Role.REVIEWER else 403)
        noted = "Ilse: vessels (Ilse)" if role is Role.REVIEWER else "Ilse: nothing"
        assert noted in server.ask("/note").text


def collection(folder: Path, first: int, last: int) -> Path:
    folder.mkdir()
    for n in range(first, last):
        (folder / f"talks-{n}.html").write_text(PAGE.format(n=n, day=1 + n % 28), encoding="utf-8")
    return folder


def added(record: Path, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "communique", "add", "--record", str(record), str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_an_add_and_readers_do_not_disturb_each_other(tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    first = added(record, collection(tmp_path / "first", 0, 2))
    assert first.wait(timeout=300) == 0
    with serving(record) as server:
        done, seen = threading.Event(), dict.fromkeys(range(6), 0)
        wrong: list[str] = []

        def read(reader: int) -> None:
            while not done.is_set():
                for path in ("/index.html", "/timeline.html", "/documents.html", "/search.html?words=merchant+vessels"):
                    reply = server.ask(path)
                    if reply.status != 200 or not reply.text.rstrip().endswith("</html>"):
                        wrong.append(f"{path}: {reply.status}")
                    seen[reader] += 1

        readers = [threading.Thread(target=read, args=(n,)) for n in seen]
        for reader in readers:
            reader.start()
        adding = added(record, collection(tmp_path / "second", 2, 14))
        out, _ = adding.communicate(timeout=300)
        done.set()
        for reader in readers:
            reader.join()
        assert (adding.returncode, wrong) == (0, []), out
        assert min(seen.values()) > 0
        page = server.until("/documents.html", "14 documents")
        assert "Talks in Tirmona, part 13" in page
        assert "14 passages" in server.until("/search.html?words=boarding+of+merchant+vessels", "14 passages")
    with Record.open(record) as kept:
        assert kept.integrity() == []


def test_the_server_writes_nothing_by_itself(tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    strait.build(record)
    before = record.read_bytes()
    with serving(record) as server:
        for path in ("/", "/timeline.html", "/documents.html", "/search.html?words=vessel"):
            assert server.ask(path).status == 200
    assert record.read_bytes() == before


def test_a_record_that_takes_the_place_of_another_is_shown(tmp_path: Path) -> None:
    record, other = tmp_path / "record.db", tmp_path / "other.db"
    strait.build(record)
    strait.build(other, hostile=True)
    with serving(record) as server:
        assert "alert(&#39;t&#39;)" not in server.ask("/documents.html").text
        other.replace(record)
        assert "alert(&#39;t&#39;)" in server.until("/documents.html", "alert(&#39;t&#39;)")


def test_ports_and_hosts_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    strait.build(tmp_path / "record.db")
    with serving(tmp_path / "record.db") as server:
        told = _refused("serve", "--record", str(tmp_path / "record.db"), "--port", str(server.port))
        assert "--port with another number" in told
    assert "no such host" in _refused("serve", "--record", str(tmp_path / "record.db"), "--host", "nowhere.invalid")
    assert "there is no record" in _refused("serve", "--record", str(tmp_path / "none.db"), "--port", "0")


def _refused(*words: str) -> str:
    run = subprocess.run([sys.executable, "-m", "communique", *words], capture_output=True, text=True, timeout=60)
    assert run.returncode in (1, 2) and len(run.stderr.splitlines()) == 1
    return run.stderr


def test_it_ends_by_either_signal(tmp_path: Path) -> None:
    strait.build(tmp_path / "record.db")
    with serving(tmp_path / "record.db") as server:
        assert server.ask("/index.html").status == 200
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=20) == 0
