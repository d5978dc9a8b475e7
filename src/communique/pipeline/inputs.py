"""From the paths that a person names to the files that are kept."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

LARGEST = 200_000_000  # bytes of one file


class Refused(Exception):
    """A path that cannot be given a status; the message says why and what to try."""


def files_in(paths: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Every regular file that `paths` name, folders walked in order: the path as given, and where it is.

    Hidden files and folders are left alone, and so are links that lead out of the folder named.
    """
    for path in paths:
        if path.is_dir():
            yield from _walk(path)
        else:
            yield str(path), path


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises Refused for what is no file, cannot be read, or is too large to keep."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Refused("this is no file: try a file or a folder")
        if found.st_size > LARGEST:
            raise Refused(f"the file is larger than {LARGEST // 1_000_000} MB: try to split it")
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"{(error.strerror or 'it cannot be read').lower()}: try another path") from None


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    root = folder.resolve()
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(at, name)
            if name.startswith(".") or not path.resolve().is_relative_to(root):
                continue
            yield str(path), path
