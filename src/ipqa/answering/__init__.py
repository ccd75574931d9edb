"""Question and what the library holds -> Answer: dialogue, statistics or extraction, composition, gate."""

from .answer import Asked, answer
from .dialogue import standalone
from .gate import ungated

__all__ = ["Asked", "answer", "standalone", "ungated"]
