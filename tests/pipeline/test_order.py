"""The record of the sample collection is the same in whatever order and in however many runs its documents came."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from collected import DOCUMENTS, LISTINGS, REGION, Run, add_each, add_here, fingerprint, listings  # noqa: F401

from communique import pipeline
