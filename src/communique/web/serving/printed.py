"""Pages as they are sent, and the ones that were drawn last."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from hashlib import sha256

HTML = "text/html; charset=utf-8"
KEPT = 48 * 1024 * 1024  # bytes of packed pages
PACKING = 5  # of gzip's nine levels


@dataclass(frozen=True, slots=True)
class Printed:
    """The body is packed with gzip; the tag changes with every character of it."""

    packed: bytes
    size: int
    tag: str
    type: str = HTML

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.packed)


def printed(body: bytes, type: str = HTML) -> Printed:
    return Printed(gzip.compress(body, PACKING, mtime=0), len(body), f'W/"{sha256(body).hexdigest()[:32]}"', type)


class Shelf:
    """The pages drawn last, as many as there is room for. Used by one thread."""

    def __init__(self, room: int = KEPT) -> None:
        self._room = room
        self._size = 0
        self._pages: OrderedDict[Hashable, Printed] = OrderedDict()

    def find(self, key: Hashable) -> Printed | None:
        page = self._pages.get(key)
        if page is not None:
            self._pages.move_to_end(key)
        return page

    def keep(self, key: Hashable, page: Printed) -> None:
        before = self._pages.pop(key, None)
        self._size += len(page.packed) - (len(before.packed) if before else 0)
        self._pages[key] = page
        while self._size > self._room:
            self._size -= len(self._pages.popitem(last=False)[1].packed)

    def clear(self) -> None:
        self._pages.clear()
        self._size = 0
