from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import makings
import pytest

from communique.record import Record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An empty record, open to write."""
    with Record.open(tmp_path / "record.db", write=True) as opened:
        yield opened


@pytest.fixture
def linked(record: Record) -> Record:
    """A record of thirty documents, read, marked and linked."""
    for number in range(30):
        makings.add(record, number)
    makings.link(record)
    return record
