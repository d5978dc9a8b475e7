"""`communique publish`: the record as a folder of pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from communique.cli.asking import Place
from communique.cli.opening import opened
from communique.views import labels

PLACE = Place()


def publish(
    folder: Path, /, *, evidence_only: Annotated[bool, Parameter(negative="")] = False, place: Place = PLACE
) -> int:
    """Write the record as a static site that opens from the file system, on a phone and in print.

    Parameters
    ----------
    folder
        Where to write it: a new or empty folder, or one that an earlier `publish` wrote, which is replaced.
    evidence_only
        Quotations in their context instead of whole documents, for texts that may not be republished.
    """
    from communique.web.publish import publish as write

    with opened(place.record) as record:
        pages = write(record, folder, evidence_only)
    print(f"{labels.count(pages, 'page')} written: {folder / 'index.html'}")
    return 0
