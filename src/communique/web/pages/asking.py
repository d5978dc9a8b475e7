"""What a form of a page asks for, read from its address: words and filters, as on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from communique.errors import UsageError
from communique.model.filters import Filters
from communique.model.marks import FAMILY_OF
from communique.views.days import first_day, last_day

FIELDS = ("by", "to", "about", "act", "kind", "status", "since", "until")
LONGEST = 200  # characters of a field


@dataclass(frozen=True)
class Asked:
    words: str
    fields: Mapping[str, str]  # those that say something
    page: int

    @property
    def filters(self) -> Filters:
        """Raises UsageError where a field cannot be read."""
        act = self.fields.get("act", "").lower() or None
        if act is not None and act not in FAMILY_OF:
            raise UsageError(f"no act is called “{act}”", "", "one of the list")
        try:
            since = first_day(self.fields["since"]) if "since" in self.fields else None
            until = last_day(self.fields["until"]) if "until" in self.fields else None
        except ValueError as error:
            raise UsageError(str(error)) from error
        return Filters(
            by=self.fields.get("by"),
            to=self.fields.get("to"),
            about=self.fields.get("about"),
            act=act,
            kind=_spelt(self.fields.get("kind")),
            status=_spelt(self.fields.get("status")),
            since=since,
            until=until,
        )

    @property
    def narrow(self) -> bool:
        return bool(self.fields)

    def narrowed(self, page: str, root: str = "") -> str:
        """The address of another page of the timeline, narrowed as this one is; its days are its own."""
        kept = {name: value for name, value in self.fields.items() if name not in ("since", "until")}
        return f"{root}{page}?{urlencode(kept)}" if kept else root + page

    @property
    def query(self) -> str:
        """What is asked for, as it stands in an address: `?by=Ossavel`; empty where nothing is."""
        return f"?{urlencode(self.fields)}" if self.fields else ""

    def address(self, page: str, number: int) -> str:
        """The address of a page of the answer."""
        asked = {"words": self.words} if self.words else {}
        asked |= self.fields
        return f"{page}?{urlencode(asked | ({'page': str(number)} if number > 1 else {}))}"


def _spelt(value: str | None) -> str | None:
    """Kinds as people write them: “joint statement”."""
    return "_".join(value.lower().replace("-", " ").split()) if value else None


def read(query: Mapping[str, str]) -> Asked:
    fields = {name: value for name in FIELDS if (value := " ".join(query.get(name, "").split())[:LONGEST])}
    page = query.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    return Asked(" ".join(query.get("words", "").split())[:LONGEST], fields, max(1, number))
