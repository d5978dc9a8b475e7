"""Writing the site: beside the folder first, then into its place, so that nobody ever opens half a site."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from communique.errors import PublishError
from communique.record import Record
from communique.web.drawing import HERE, STATIC
from communique.web.pages.editions import FILE
from communique.web.site import Site

MARKER = "published-by-communique.txt"
NOTE = "communique publish wrote this folder, and replaces all of it the next time it is asked to.\n"


def publish(record: Record, folder: Path, evidence_only: bool = False) -> int:
    """Writes the record as a static site into `folder` and returns the number of pages.

    Raises PublishError where the folder holds anything that an earlier call did not write, or cannot be written.
    """
    folder = Path(os.path.abspath(folder))
    _refuse_foreign(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise PublishError(f"the folder cannot be written ({error.strerror})", str(folder), "another place") from error
    try:
        fresh = beside / "new"
        former = folder / FILE
        pages = _write(record, fresh, evidence_only, former.read_bytes() if former.is_file() else None)
        if folder.exists():
            folder.rename(beside / "old")
        fresh.rename(folder)
    except OSError as error:
        if not folder.exists() and (beside / "old").exists():
            (beside / "old").rename(folder)
        raise PublishError(f"the site cannot be written ({error.strerror})", str(folder), "another place") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return pages


def _refuse_foreign(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise PublishError("this is no folder", str(folder), "a new name")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise PublishError("this folder holds files that publish did not write", str(folder), "a new or empty folder")


def _write(record: Record, folder: Path, evidence_only: bool, former: bytes | None) -> int:
    for part in ("timeline", "documents", "engagements", "actors", "wording", "positions", "static"):
        (folder / part).mkdir(parents=True)
    for name in STATIC:
        shutil.copyfile(HERE / "static" / name, folder / "static" / name)
    count = 0
    for path, content in Site(record, evidence_only, former).files():
        with (folder / path).open("wb") as file:
            file.writelines(content)
        count += path.endswith(".html")
    (folder / MARKER).write_text(NOTE, encoding="utf-8")
    return count
