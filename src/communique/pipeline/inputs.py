"""From the paths that a person names to the files that are kept."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

LARGEST = 200_000_000  # bytes of one file


class Refused(Exception):
    """A path that cannot be given a status; the message says why and what to try."""


class Found(Struct, frozen=True):
    """Something to be kept: where it is, and the resolved folder in which it was found, unless it was named itself."""

    path: Path
    root: Path | None = None


def files_in(paths: Iterable[Path]) -> Iterator[Found]:
    """Every file that `paths` name, folders walked in order, and whatever else stands in them: what cannot be kept is
    refused, not passed over. Only hidden files and folders are left alone."""
    for path in paths:
        if path.is_dir():
            yield from _walk(path)
        else:
            yield Found(path)


def content_of(found: Found) -> bytes:
    """The bytes of a file. Raises Refused for what is no file, cannot be read, is too large to keep, or is a link that
    leads out of the folder in which it was found."""
    path = found.path
    try:
        if found.root is not None and not path.resolve().is_relative_to(found.root):
            raise Refused("this link leads out of the folder: try to name the file that it means")
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise Refused("the folder cannot be read: try to change its permissions")
        if not stat.S_ISREG(about.st_mode):
            raise Refused("this is no file: try a file or a folder")
        if about.st_size > LARGEST:
            raise Refused(f"the file is larger than {LARGEST // 1_000_000} MB: try to split it")
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"{(error.strerror or 'it cannot be read').lower()}: try another path") from None
    except (RuntimeError, ValueError):  # a circle of links, a name with a zero byte in it
        raise Refused("the path leads nowhere: try another one") from None


def _walk(folder: Path) -> Iterator[Found]:
    root = folder.resolve()
    unread: list[str] = []
    for at, folders, names in os.walk(folder, onerror=lambda error: unread.append(error.filename)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = (Path(at, name) for name in folders if os.path.islink(Path(at, name)))
        yield from (Found(link, root) for link in links if not link.resolve().is_relative_to(root))
        for name in sorted(names):
            if not name.startswith("."):
                yield Found(Path(at, name), root)
    yield from (Found(Path(name)) for name in unread)
