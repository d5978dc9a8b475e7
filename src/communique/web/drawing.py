"""The templates and what they may ask for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from communique.model.when import Basis, When
from communique.views import labels
from communique.views.dates import in_words
from communique.views.document import Passage
from communique.web.citing import blank, citation, original, quoted
from communique.web.comparing import marked
from communique.web.links import Links, outside

HERE = Path(__file__).parent
STATIC = ("communique.css", "communique.js", "mark.svg")

POLICY = "; ".join(
    (
        *("default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'"),
        *("base-uri 'none'", "form-action 'none'"),
    )
)
SERVED_POLICY = POLICY.replace("form-action 'none'", "form-action 'self'")  # pages of a server have forms


@cache
def environment() -> Environment:
    """Jinja2 with autoescape on for every template, and no silent blanks for names that do not exist."""
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        date=in_words,
        label=labels.label,
        names=labels.names,
        shorten=labels.shorten,
        count=labels.count,
        sources=labels.sources,
        outside=outside,
        file_name=lambda path: path.replace("\\", "/").rsplit("/", 1)[-1],
        inferred=_inferred,
        groups=_groups,
        marked=marked,
    )
    found.globals.update(
        side=labels.side,
        speakers=labels.speakers,
        act=labels.act,
        content=labels.content,
        accounts=labels.ACCOUNTS,
        citation=citation,
        blank=blank,
        words_cited=quoted,
        original=original,
        policy=POLICY,
        served=None,  # what a server offers beside the page
    )
    return found


def _inferred(when: When) -> bool:
    return when.known and when.basis is Basis.INFERRED


def _groups(passages: Iterable[Passage]) -> list[tuple[str | None, list[Passage]]]:
    """Neighbouring passages of the page's furniture with the reasons, and the text between them with None."""
    groups: list[tuple[str | None, list[Passage]]] = []
    for furniture, group in groupby(passages, key=lambda p: p.furniture is not None):
        found = list(group)
        groups.append(("; ".join(dict.fromkeys(p.furniture or "" for p in found)) if furniture else None, found))
    return groups


def draw(template: str, links: Links, **names: Any) -> str:
    """One page."""
    return environment().get_template(template).render(link=links, **names)
