"""From a document's bytes to its canonical text, blocks, furniture and frame.

reading = read(content, name="readout.html", lexicon=load())
"""

from communique.reading.errors import Unreadable
from communique.reading.reader import read

__all__ = ["Unreadable", "read"]
