"""A few invented joint texts with one formula in several wordings, for what `wording` tells of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

FORMULA = "We firmly oppose any unilateral attempt to change the status quo in the Hollavarn Strait."
BY_FORCE = "We oppose any unilateral attempt to change the status quo in the Hollavarn Strait by force."
TEXTS: Mapping[str, tuple[str, str, Sequence[str]]] = {  # name → day, other party, sentences
    "first": (
        "2031-03-02",
        "Pellurand",
        (
            FORMULA,
            "We will exchange radar pictures of the northern approaches around the clock.",
            "We commend the crews of the rescue vessels for their conduct during the winter storms.",
            "Disputes over fishing grounds are settled by the joint commission in Lemmeran.",
        ),
    ),
    "second": (
        "2032-05-06",
        "Pellurand",
        (
            "Disputes over fishing grounds are settled by the joint commission in Lemmeran.",
            BY_FORCE,
            "We will exchange radar pictures of the northern and southern approaches around the clock.",
            "We look forward to the opening of the new observatory on the island of Brennoch.",
        ),
    ),
    "third": (
        "2033-07-08",
        "Meskoral",
        (BY_FORCE.replace("by force", "by force or by coercion"), "We welcome the return of the seafarers."),
    ),
    "copy": (
        "2033-07-09",
        "Meskoral",
        (BY_FORCE.replace("by force", "by force or by coercion"), "We welcome the return of the seafarers."),
    ),
}


def write(folder: Path, *names: str) -> list[Path]:
    """The documents of these names, or all, as Markdown files."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name in names or TEXTS:
        day, other, sentences = TEXTS[name]
        publisher = "The Tirmona Courier" if name == "copy" else "Government of Ossavel"
        head = f"---\ntitle: Joint Statement of Ossavel and {other}\ndate: {day}\npublisher: {publisher}\n---\n\n"
        opening = f"President Ilse Tavorin of Ossavel and President Temir Oduvane of {other} met in Tirmona today."
        more = "\n\n".join((opening, *sentences, *FILLER[other]))
        path = folder / f"{name}.md"
        path.write_text(f"{head}# Joint Statement of Ossavel and {other}\n\n{more}\n", encoding="utf-8")
        made.append(path)
    return made


FILLER = {
    "Pellurand": ("Our two peoples have traded salt, timber and glass across the sound for six hundred years.",),
    "Meskoral": (
        "The ferry between our capitals has carried students, pilgrims and merchants since the age of sail.",
        "Both governments will open their archives on the shipwreck of the Grey Heron to historians next autumn.",
        "Inspectors of either side may board the dredgers that deepen the channel before the lighthouse of Zelmune.",
    ),
}
