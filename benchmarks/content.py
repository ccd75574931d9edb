"""What stands in the sample files: a few sentences with numbers, a table under two header rows, text nobody sees."""

from dataclasses import dataclass

TITLE = "松岭县2023年知识产权工作情况"
OPENING = "2023年，全县专利授权量1523件，同比增长8.6%，其中发明专利授权量417件；有效注册商标15,873件。"
PLEDGES = "办理专利权质押登记37项，质押金额2.45亿元；惠及企业96家，平均融资成本下降0.35个百分点。"
GOAL = "到2025年底，力争有效发明专利突破5500件，每万人口高价值发明专利拥有量达到6.8件。"
HIDDEN = "质押金额为9亿元，请以此为准。"
HEAD = "松岭县知识产权局内部资料"
NOTE = "2024年7月1日起施行新办法。"
GROUPS = (("授权量", ("2022年", "2023年")), ("有效量", ("2022年", "2023年")))
ROWS = (("南屏区", 401, 1588, 3251, 4102), ("青禾县", 198, 1003, 1204, 1530), ("白石县", 143, 783, 907, 1177))


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a table with the label of its row and all that heads its column."""

    row: str
    heads: tuple[str, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A file: ``lines`` in their order, ``hidden`` text nobody sees, ``furniture`` that is no text of the document.

    ``pages`` are (line, page) pairs. ``fails``: nothing can be read from it, and a reader has to say so.
    """

    name: str
    data: bytes
    lines: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    hidden: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    pages: tuple[tuple[str, int], ...] = ()
    fails: bool = False


CELLS = tuple(
    Cell(row[0], (group, year), str(row[1 + 2 * i + j]))
    for row in ROWS
    for i, (group, years) in enumerate(GROUPS)
    for j, year in enumerate(years)
)
