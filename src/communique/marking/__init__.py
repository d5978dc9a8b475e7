"""Marking: one document's canonical text in, its marks out. What is found depends on that document alone."""
