"""For all tests: an example of a property takes as long as it takes; a busy machine fails none."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("whole", deadline=None)
settings.load_profile("whole")
