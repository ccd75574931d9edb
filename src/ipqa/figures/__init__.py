"""Document -> Figures: every number in a document with what makes it comparable.

``extract(document)`` is the room's front door; quantities, periods, regions and vocabulary are the tables and scanners
behind it.
"""

from .extract import extract
from .periods import Period, periods
from .quantities import Quantity, quantities
from .regions import Region, document_region, regions
from .vocabulary import Concept, concept

__all__ = [
    "Concept",
    "Period",
    "Quantity",
    "Region",
    "concept",
    "document_region",
    "extract",
    "periods",
    "quantities",
    "regions",
]
