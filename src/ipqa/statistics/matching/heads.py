"""Whether a question asks for a cell by its row and the head of its column."""

import re

from ..asked.lexicon import vocabulary
from ..asked.marks import BEARER
from ..asked.slots import Slots, covered, prepared
from .bodies import is_body
from .library import Known

_UNIT_BEHIND = re.compile(r"^(?:19|20)\d{2}年|[（(\[][^（）()]*[）)\]]$|/[^/]{1,4}$")
_BARE = re.compile(
    r"(?:申请|授权|注册|登记|转让|许可|有效|拥有|受理|公开|持有|新增|累计)*"
    r"(?:总?[量数]|数量|件数|总额|金额|笔数|批次|次数)?"
)


# A question in plain words says 平均每笔 for 笔均.
_EACH = re.compile(r"([笔户件家项人案])均")


def addressed(slots: Slots, question: str, known: Known) -> bool:
    """Whether a question asks for a cell by its row and the head of its column, and for nothing else: 甲区融资金额.

    What the indicator has from the title of the table is then not asked for. A bare deed (申请量) or counting word is
    no such head, for it says nothing of what is counted.
    """
    cell = known.figure.cell
    if cell is None or slots.concept.object is not None:
        return False
    head = prepared(_UNIT_BEHIND.sub("", cell.column.rsplit("/", 1)[-1]))
    spoken = _EACH.sub(r"平均每\1", head)
    if len(head) < 3 or not (head in question or spoken in question) or _BARE.fullmatch(head):
        return False
    names = prepared(cell.row + cell.column)
    return all(covered(w, names) for w in slots.words if w not in vocabulary().light)


def names_row(slots: Slots, known: Known) -> bool:
    """Whether a question names the very body or row that a figure is of, wherever its document takes it to be."""
    own = set(known.figure.dimensions) & set(slots.members)
    row = known.figure.cell.row if known.figure.cell else ""
    return any(d == BEARER and (is_body(member) or row.startswith(f"{member}/")) for d, member in own)
