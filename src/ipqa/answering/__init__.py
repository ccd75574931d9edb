"""Question and what the library holds -> Answer: dialogue, statistics or extraction, composition, gate."""

from .dialogue import standalone
from .gate import ungated
from .respond import Asked, answer

__all__ = ["Asked", "answer", "standalone", "ungated"]
