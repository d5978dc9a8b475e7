"""The house: which room may know which, where SQL may stand, how files are called and how long they are."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import communique

SOURCE = Path(communique.__file__).parent
ROOT = Path(__file__).parents[1]
MODULES = sorted(SOURCE.rglob("*.py"))

ROOMS = {  # room → the rooms that it may import beside itself
    "model": set(),
    "errors": set(),
    "lexicon": set(),
    "reading": {"model", "lexicon"},
    "marking": {"model", "lexicon"},
    "linking": {"model", "lexicon"},
    "record": {"model", "errors"},
    "views": {"model", "lexicon", "linking", "record", "errors"},
    "engine": set(),
    "pipeline": {"model", "lexicon", "reading", "marking", "linking", "record", "engine", "errors"},
    "__main__": {"cli"},
    "cli": {"model", "record", "views", "pipeline", "errors", "web"},  # `publish` and `serve` call the other face
    "web": {"model", "record", "views", "errors"},
}
HOMELESS = {"utils", "util", "helpers", "helper", "misc", "common", "core", "manager", "service", "tools"}
LONGEST = 400  # lines
STATEMENT = re.compile(  # `SELECT id FROM document`
    r"^\s*(?:SELECT\b.+\bFROM\b|INSERT (?:OR \w+ )?INTO\b|UPDATE \w+ SET\b|DELETE FROM\b|PRAGMA \w+|CREATE TABLE\b)",
    re.S,
)


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The rooms of ours that a module imports, anywhere in it."""
    rooms: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: imports are absolute"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "communique" else [module]
        rooms |= {name.split(".")[1] for name in names if name.startswith("communique.")}
    return rooms - {"__version__"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_knows_only_the_rooms_below_it(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        assert imported(path) == set()
        return
    assert imported(path) <= ROOMS[room] | {room}


def test_the_page_on_architecture_says_the_same() -> None:
    rows = re.findall(r"^\| (`[a-z`, ]+`) \| (.+) \|$", (ROOT / "docs" / "architecture.md").read_text("utf-8"), re.M)
    told = {room: set(re.findall(r"`(\w+)`", below)) for rooms, below in rows for room in re.findall(r"\w+", rooms)}
    held = {room: below - {"errors"} for room, below in ROOMS.items() if room not in ("errors", "__main__")}
    assert told == held


def test_names_of_modules_named_by_a_string_are_in_their_own_room() -> None:
    """The command line imports its verbs by name, which the imports do not show."""
    verbs = re.findall(r'"(communique\.[\w.]+)"', (SOURCE / "cli" / "main.py").read_text(encoding="utf-8"))
    assert verbs and {verb.split(".")[1] for verb in verbs} == {"cli"}


@pytest.mark.parametrize("path", [m for m in MODULES if room_of(m) != "record"], ids=name_of)
def test_sql_stands_in_the_record_alone(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert [text for text in found if STATEMENT.match(text)] == []
    assert not any(
        alias.name == "sqlite3" for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    )


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_file_holds_one_idea_and_is_named_after_it(path: Path) -> None:
    assert not HOMELESS & set(path.relative_to(SOURCE).with_suffix("").parts)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or path.name == "__init__.py"


@pytest.mark.parametrize(
    "path",
    [*sorted((SOURCE / "lexicon" / "data").glob("*.toml")), *sorted((SOURCE / "sample" / "lexicon").glob("*.toml"))],
    ids=lambda path: path.name,
)
def test_every_lexicon_file_says_what_it_is_and_where_it_comes_from(path: Path) -> None:
    about = tomllib.loads(path.read_text(encoding="utf-8"))["about"]
    assert about["title"] and about["source"] and about["date"]


def test_no_text_names_the_registry_or_a_folder_of_one_machine() -> None:
    """Addresses of package registries and paths of whoever wrote a file are of no use to anybody else."""
    registry = r"(?:pypi|pythonhosted|npmjs|crates|rubygems)\.(?:org|com|io)|proxy\.golang\.org"
    folder = r"(?<![\w.}])/(?:" + "|".join(("work", "home", "root", "Users")) + r")/\w"
    forbidden = re.compile(f"{registry}|{folder}")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("this is no working copy of the repository: git does not list its files")
    found: list[str] = []
    for name in filter(None, listed.stdout.decode().split("\0")):
        try:
            lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        except (UnicodeDecodeError, OSError):  # a picture, a PDF; a file that was removed and not yet forgotten
            continue
        if (ROOT / name) != Path(__file__):
            found += [f"{name}:{n}" for n, line in enumerate(lines, 1) if forbidden.search(line)]
    assert found == []
