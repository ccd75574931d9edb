"""Question answering over intellectual-property documents: every claim a quote, every number a record."""

__version__ = "0.1.0"
