"""Filling in the words: linking points at spans, this puts the quote of each span into what linking made.

cluster = quoted(cluster, lambda e: Evidence(e.document, e.start, e.end, texts[e.document][e.start : e.end]))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import msgspec

from communique.model.spans import Evidence

Made = TypeVar("Made")


def quoted(made: Made, read: Callable[[Evidence], Evidence]) -> Made:
    """The same value with `read` applied to every evidence in it, however deep."""
    return cast(Made, _fill(made, read))


def _fill(value: object, read: Callable[[Evidence], Evidence]) -> object:
    if isinstance(value, Evidence):
        return read(value)
    if isinstance(value, tuple):
        return tuple(_fill(item, read) for item in value)
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        changed = {name: filled for name, old in fields.items() if (filled := _fill(old, read)) is not old}
        return msgspec.structs.replace(value, **changed) if changed else value
    return value
