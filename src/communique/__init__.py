"""communique keeps a verifiable record of diplomacy: who met whom, who said what, in which words."""

__version__ = "0.1.0"
