"""The documentation says what is so: its commands are run, its SQL is asked, its links lead somewhere."""

from __future__ import annotations

import importlib.util
import os
import re
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from communique.cli.main import VERBS, app
from communique.lexicon import load
from communique.lexicon.tables import TABLES, WORD_LISTS
from communique.pipeline import adding, inputs
from communique.reading import docx, frontmatter, pdf, reader

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
GUIDES = DOCS / "guides"
RUN = [ROOT / "README.md", DOCS / "tutorial.md", GUIDES / "own-documents.md", GUIDES / "own-lexicon.md"]
RUN += [GUIDES / "limits-and-security.md"]
TOOLS = DOCS / "guides" / "reading-the-record-with-other-tools.md"
SAMPLE = "src/communique/sample"
PROGRESS = re.compile(r"communique: \w+ \d+ of \d+")  # what a slow machine tells of a long run
ID = re.compile(r"\b[dmaesixf]-[0-9a-f]{16}\b")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    """The page without its fenced and indented code."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    return re.sub(r"^    .*$", "", text, flags=re.M)


def links_of(page: Path) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", prose(page))


def anchors_of(page: Path) -> set[str]:
    """The anchors of a page's headings, as Markdown viewers make them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def fenced(page: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)


# --- commands that the pages show are run ---------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A command and the lines that the page shows below it. `…` stands for lines or words left out."""

    command: str
    output: tuple[str, ...]


def shown(block: str) -> Iterator[Shown]:
    """Lines with `$ ` are commands, `> ` goes on with them, what follows is what they print."""
    command: list[str] = []
    output: list[str] = []
    for line in [*block.splitlines(), "$ "]:
        if line.startswith("$ ") and command:
            yield Shown("\n".join(command), tuple(output))
            command, output = [], []
        if line.startswith("$ "):
            command = [line[2:]]
        elif command and not output and (line.startswith("> ") or line == ">"):
            command.append(line[2:])
        else:
            output.append(line)


class Ids:
    """Ids shown on a page stand for those of this run: what a page calls one thing is one thing here, too."""

    def __init__(self) -> None:
        self.here: dict[str, str] = {}

    def put(self, text: str) -> str:
        return ID.sub(lambda found: self.here.get(found[0], found[0]), text)

    def expected(self, lines: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
        """What the output must match, and which group holds the id that the page writes otherwise."""
        groups: dict[str, str] = {}

        def written(part: str) -> str:
            made, at = "", 0
            for found in ID.finditer(part):
                made += re.escape(part[at : found.start()])
                if found[0] in self.here:
                    made += re.escape(self.here[found[0]])
                elif found[0] in groups:
                    made += f"(?P={groups[found[0]]})"
                else:
                    groups[found[0]] = f"id{len(groups)}"
                    made += f"(?P<{groups[found[0]]}>{found[0][0]}-[0-9a-f]{{16}})"
                at = found.end()
            return made + re.escape(part[at:])

        pattern = ""
        for line in map(spaced, lines):
            if line == "…":
                pattern += r"(?:.*\n)*?"
            else:
                parts = line.replace(" … ", "… ").split("…")  # words left out may be none
                pattern += ".*?".join(written(part) for part in parts) + r"\n"
        return re.compile(pattern), groups

    def learn(self, found: re.Match[str], groups: dict[str, str]) -> None:
        self.here.update({page: found[group] for page, group in groups.items()})


def spaced(line: str) -> str:
    return " ".join(line.split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the sources where the project has them, and nothing else."""
    (tmp_path / "src").symlink_to(ROOT / "src")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return tmp_path


def run(command: str, folder: Path) -> str:
    command_folder = Path(sys.executable).parent
    environment = {name: value for name, value in os.environ.items() if name != "COMMUNIQUE_RECORD"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**environment, "PATH": f"{command_folder}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    return done.stdout


@pytest.mark.parametrize("page", RUN, ids=name_of)
def test_what_a_page_shows_is_printed(page: Path, folder: Path) -> None:
    blocks = fenced(page, "console")
    assert blocks
    if page.name == "README.md":  # what `make demo` leaves behind
        run(f"communique --record demo.db add {SAMPLE}/documents --lexicon {SAMPLE}/lexicon/region.toml", folder)
        (folder / "demo").mkdir()
        run("mv demo.db demo/record.db", folder)
    ids = Ids()
    for block in blocks:
        for example in shown(block):
            printed = run(ids.put(example.command), folder)
            lines = "".join(spaced(line) + "\n" for line in printed.splitlines() if not PROGRESS.fullmatch(line))
            pattern, groups = ids.expected(example.output)
            found = pattern.fullmatch(lines)
            assert found, (
                f"{name_of(page)}: $ {example.command}\nshows\n{chr(10).join(example.output)}\nprints\n{printed}"
            )
            ids.learn(found, groups)


# --- the record with other tools ------------------------------------------------------------------


@pytest.fixture(scope="session")
def sample_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    run(f"communique --record {folder}/record.db add {SAMPLE}/documents --lexicon {SAMPLE}/lexicon/region.toml", ROOT)
    return folder / "record.db"


def test_sql_examples_answer(sample_db: Path) -> None:
    examples = fenced(TOOLS, "sql")
    assert len(examples) >= 5
    with closing(sqlite3.connect(f"file:{sample_db}?mode=ro", uri=True)) as connection:
        for example in examples:
            assert connection.execute(example).fetchall(), example


def test_python_examples_run(sample_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample_db.parent)
    for example in fenced(TOOLS, "python"):
        code = compile(example, name_of(TOOLS), "exec")
        wanted = re.findall(r"^import (\w+)", example, re.M)
        if all(importlib.util.find_spec(name) for name in wanted):
            exec(code, {})
        else:  # what is asked can be asked all the same
            (query,) = re.findall(r'"""(.*?)"""', example, re.S)
            with closing(sqlite3.connect(sample_db)) as connection:
                assert connection.execute(query).fetchall()


# --- the lexicon ----------------------------------------------------------------------------------


def test_lexicon_examples_load() -> None:
    examples = fenced(GUIDES / "own-lexicon.md", "toml")
    assert examples
    for example in examples:
        assert load([example.encode()]).digest
    used = {table for example in examples for table in tomllib.loads(example)} - {"about"}
    assert used == {*TABLES, *WORD_LISTS} - {"family"}, "every table has an example"


def test_front_matter_keys_are_the_readers() -> None:
    text = (GUIDES / "own-documents.md").read_text(encoding="utf-8")
    table = text.split("## Front matter", 1)[1].split("\n## ", 1)[0]
    keys = {key for row in re.findall(r"^\| [^|]+ \| (.*) \|$", table, re.M) for key in re.findall(r"`(\w+)`", row)}
    assert keys == set(frontmatter.KEYS)


def test_limits_are_those_of_the_code() -> None:
    text = (GUIDES / "limits-and-security.md").read_text(encoding="utf-8")
    million = 1_000_000
    for said in (
        f"| reading one document | {adding.READ_SECONDS:.0f} seconds, {adding.READ_MEGABYTES:,} MB |",
        f"| marking one document | {adding.MARK_SECONDS:.0f} seconds, {adding.MARK_MEGABYTES:,} MB |",
        f"| one file | {inputs.LARGEST // million} MB |",
        f"| a text or a page | {reader.LIMIT // million} MB |",
        f"| a PDF | {pdf.PAGES:,} pages, {pdf.CHARACTERS // million} million characters |",
        f"| a DOCX, unpacked | {docx.UNCOMPRESSED // million} MB, {docx.MEMBERS:,} members |",
        f"| front matter | {frontmatter.LIMIT:,} characters, {frontmatter.DEPTH} levels |",
    ):
        assert said in text, said


# --- reference ------------------------------------------------------------------------------------


def test_the_reference_is_as_the_code_says() -> None:
    tool = ROOT / "tools" / "build_reference.py"
    done = subprocess.run([sys.executable, tool, "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_command_and_option_is_documented() -> None:
    text = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    verbs = app(every=True)
    for _, _, names in VERBS:
        for name in names:
            assert f"\n## `{name}`\n" in text
            for argument in verbs[name].assemble_argument_collection(parse_docstring=True):
                if argument.show:
                    assert argument.parameter.help, f"{name} {argument.names[0]} has no words of its own"
                    assert re.search(rf"\| `{argument.names[0]}\b", text), f"{name} {argument.names[0]}"


def test_every_command_that_a_page_shows_exists() -> None:
    verbs = {name for _, _, names in VERBS for name in names}
    for page in PAGES:
        for block in [*fenced(page, "console"), *fenced(page, "sh")]:
            for verb in re.findall(r"\bcommunique(?: --record \S+)? ([a-z]\w*)", block):
                assert verb in verbs, f"{name_of(page)}: communique {verb}"


def test_every_dependency_says_why() -> None:
    text = (DOCS / "decisions" / "dependencies.md").read_text(encoding="utf-8").lower()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    for requirement in wanted:
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        assert f"`{name.lower()}`" in text, name


# --- links and manners ----------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for target in links_of(page):
        if re.match(r"[a-z]+:", target):
            continue  # elsewhere in the world: no test asks the network
        path, _, anchor = target.partition("#")
        aim = (page.parent / path).resolve() if path else page
        assert aim.exists(), f"{name_of(page)}: {target}"
        if anchor:
            assert anchor in anchors_of(aim), f"{name_of(page)}: {target}"


def test_every_page_is_reached_from_the_first() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or not page.is_file():
            continue
        reached.add(page)
        targets = [target.partition("#")[0] for target in links_of(page)]
        waiting += [(page.parent / target).resolve() for target in targets if target.endswith(".md")]
    assert {page for page in PAGES if page.is_relative_to(DOCS)} <= reached


# hosts of package registries, places of one machine, and talk of how the work is organised
HOSTS = ("py" + "pi.org", "python" + "hosted", "registry." + "npm" + "js", "conda." + "anaconda", "hugging" + "face")
PLACES = (*(f"/{folder}/" for folder in ("work", "home", "root", "tmp")), "C:" + chr(92))
UNWANTED = re.compile("|".join(map(re.escape, (*HOSTS, *PLACES))), re.IGNORECASE)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_pages_speak_of_the_program_only(page: Path) -> None:
    found = UNWANTED.search(page.read_text(encoding="utf-8"))
    assert not found, f"{name_of(page)}: {found and found[0]}"


def test_pictures_are_light() -> None:
    pictures = list((DOCS / "pictures").glob("*.png"))
    assert pictures
    for picture in pictures:
        assert picture.stat().st_size < 250_000, picture.name
