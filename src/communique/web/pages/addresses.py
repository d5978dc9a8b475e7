"""The addresses of pages, read: `engagements/e-0f3a5d7c9b1e2468-2.html` is the second page of an engagement's card,
`timeline/2031-10.html` the timeline of October 2031."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.web.links import FOLDERS, LISTS

FRONT = "index"
LONG = ("timeline", "documents", "actors", *LISTS.values())  # lists that run over several pages
ROWS = 150  # of a plain list on one page, where a row is a line or two
HEAVY = {"timeline": 100, "instruments": 30, "discrepancies": 30}  # rows of lists whose rows bring their evidence

_NUMBER = r"(?:-([2-9]|[1-9]\d{1,5}))?"  # the first page bears none
_LIST = re.compile(rf"({'|'.join(LONG)}){_NUMBER}\.html")  # timeline-3.html
_THING = re.compile(
    rf"({'|'.join(FOLDERS.values())})/([a-z]-[0-9a-f]{{8,64}})(?:-(met|said|about))?{_NUMBER}\.html"
)  # actors/a-0f3a5d7c9b1e2468-said-2.html


_PERIOD = re.compile(r"timeline/(\d{4}(?:-\d{2}){0,2})(?:-page-([2-9]|[1-9]\d{1,5}))?\.html")  # timeline/2031-10.html


@dataclass(frozen=True)
class Address:
    kind: str  # index, the name of a list, or the folder of a thing
    number: int = 1
    id: str = ""
    part: str = ""  # of an actor's page: met, said or about
    period: str = ""  # of the timeline: 2031, 2031-10 or 2031-10-23


def read(path: str) -> Address | None:
    """What a path without its leading stroke names; None where no page could have it."""
    if path in ("", f"{FRONT}.html"):
        return Address(FRONT)
    if found := _LIST.fullmatch(path):
        return Address(found[1], int(found[2] or 1))
    if found := _PERIOD.fullmatch(path):
        return Address("timeline", int(found[2] or 1), period=found[1])
    if found := _THING.fullmatch(path):
        folder, id, part, number = found[1], found[2], found[3] or "", int(found[4] or 1)
        ours = FOLDERS.get(id[0]) == folder
        fits = bool(part) == (number > 1) if folder == FOLDERS["a"] else not part
        return Address(folder, number, id, part) if ours and fits else None
    return None


def period_path(name: str, number: int = 1) -> str:
    """The file of a year, a month or a day: `timeline/2031-10.html`."""
    return f"timeline/{name}{'' if number == 1 else f'-page-{number}'}.html"


def rows_of(name: str) -> int:
    """How many rows of a list stand on one page."""
    return HEAVY.get(name, ROWS)


def is_list(path: str) -> bool:
    """True for the front page and the lists, which are all alike in weight."""
    address = read(path)
    return address is not None and not address.id
