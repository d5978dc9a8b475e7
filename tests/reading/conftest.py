"""What the tests of reading share: the packaged lexicon, and documents in every format, made here."""

from __future__ import annotations

import pytest

from communique.lexicon import Lexicon, load


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load()
