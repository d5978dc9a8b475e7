from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import strait

from communique.record import Record


@pytest.fixture(scope="session")
def strait_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("strait") / "record.db"
    strait.build(path)
    return path


@pytest.fixture
def record(strait_db: Path) -> Iterator[Record]:
    with Record.open(strait_db) as found:
        yield found
