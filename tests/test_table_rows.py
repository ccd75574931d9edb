"""Rows of tables: which of them is the most, and those that a question names, whatever their names hold."""

import pytest
from ip_documents import opened, write

from ipqa.service import Ipqa

NATION = """# 2024年全国专利统计公报

2024年，全国授权专利240万件，其中发明专利90万件，实用新型专利120万件，外观设计专利30万件。

各省（区、市）授权情况如下：

| 地区 | 发明专利授权量（件） |
|---|---|
| 广东 | 91000 |
| 江苏 | 72000 |
| 浙江 | 63000 |
| 安徽 | 21000 |
"""
CITY = """# 滁州市2024年知识产权发展状况白皮书

2024年，全市授权专利9000件，其中发明专利2000件，实用新型专利6000件，外观设计专利1000件。

各县（市、区）授权情况如下：

| 地区 | 专利授权量（件） | 发明专利授权量（件） |
|---|---|---|
| 琅琊区 | 3100 | 700 |
| 南谯区 | 2400 | 650 |
| 来安县 | 1500 | 300 |
| 全椒县 | 1100 | 200 |
| 其他 | 900 | 150 |
| 全市 | 9000 | 2000 |
"""
BANKS = """# 池州市2024年知识产权质押融资年度报告

| 银行 | 笔数（笔） | 发放金额（万元） | 笔均金额（万元） |
|---|---|---|---|
| 池州银行 | 40 | 20000 | 500.5 |
| 工商银行池州分行 | 20 | 16000 | 800.4 |
| 邮储银行池州分行 | 25 | 7500 | 300.2 |
| 合计 | 85 | 43500 | 511.8 |
"""
COURTS = """# 铜陵市2024年知识产权司法保护状况

2024年，全市法院新收一审知识产权案件900件，审结880件。

| 法院 | 新收一审知识产权案件（件） |
|---|---|
| 义安区法院 | 310 |
| 枞阳县法院 | 240 |
| 铜官区法院 | 350 |
"""
PARTS = """# 黄山市轴承产业专利导航报告

本报告检索的均为发明专利。

| 技术分支 | 全球申请量（件） |
|---|---|
| 轴承与轴套 | 4000 |
| 滚子和保持架 | 1600 |
| 润滑及密封 | 800 |
"""
SERIES = """# 全国职务与非职务专利申请

| 年份 | 职务发明专利申请量（件） | 非职务发明专利申请量（件） |
|---|---|---|
| 2022年 | 1000 | 300 |
| 2023年 | 1200 | 250 |
"""
DOCUMENTS = {
    "a全国.md": NATION,
    "b滁州.md": CITY,
    "c银行.md": BANKS,
    "d法院.md": COURTS,
    "e导航.md": PARTS,
    "f职务.md": SERIES,
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Ipqa:
    folder = tmp_path_factory.mktemp("rows")
    return opened(folder / "index", write(folder / "documents", DOCUMENTS))


def values(service: Ipqa, question: str) -> list[str]:
    answer = service.ask(question)
    assert answer.status == "answered", answer.text
    return [f"{f.figure.normalized_value.normalize():f}" for f in answer.figures]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # The place asked ranges over the rows; without one the widest place does.
        ("2024年滁州市专利授权量排名前三的分别是哪些？", ["3100", "2400", "1500"]),
        ("2024年滁州市发明专利授权量前两名是哪两个区县？", ["700", "650"]),
        ("2024年发明专利授权量排名前三的分别是哪些？", ["91000", "72000", "63000"]),
        ("2024年哪个省发明专利授权量最多？", ["91000", "72000", "63000", "21000"]),
        # Rows of bodies, and the table's own means.
        ("2024年池州市哪家银行发放金额最多？", ["200000000", "160000000", "75000000"]),
        ("2024年池州市笔均金额最高的是哪家银行？", ["8004000", "5005000", "3002000"]),
        ("2024年铜陵市新收一审知识产权案件排名前三的分别是哪些？", ["350", "310", "240"]),
        ("2024年铜陵市哪个法院新收一审知识产权案件最少？", ["240", "310", "350"]),
    ],
)
def test_rows_stand_in_the_order_asked(service: Ipqa, question: str, told: list[str]) -> None:
    assert values(service, question)[: len(told)] == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("2024年池州市工商银行池州分行的笔均金额比池州银行多多少？", "299.9 万元"),
        ("2024年池州市工商银行池州分行的笔均金额是邮储银行池州分行的几倍？", "2.67 倍"),
        ("2024年池州银行的笔均金额是多少？", "500.5 万元"),
        ("2024年池州市工商银行和池州银行的发放金额相差多少？", "4000 万元"),
        ("2024年义安区法院比枞阳县法院新收一审知识产权案件多多少件？", "70 件"),
        ("2024年义安区法院与枞阳县法院的新收一审知识产权案件合计是多少？", "550 件"),
        ("轴承与轴套的全球申请量是滚子和保持架的几倍？", "2.5 倍"),
        ("轴承与轴套和润滑及密封的全球申请量合计是多少？", "4800 件"),
        ("2024年琅琊区的专利授权量占滁州市总量的比重是多少？", "34.44%"),
        ("全国2023年非职务发明专利申请量比2022年减少了多少？", "50 件"),
        ("全国2023年职务发明专利申请量比2022年增加了多少？", "200 件"),
    ],
)
def test_rows_that_are_named_are_reckoned_with(service: Ipqa, question: str, told: str) -> None:
    answer = service.ask(question)
    assert (answer.status, told in answer.text) == ("answered", True), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "2024年池州市工商银行池州分行的笔均金额比建设银行池州分行多多少？",  # the other one is not there
        "2024年义安区法院比郊区法院新收一审知识产权案件多多少件？",
        "轴承与轴套的全球申请量是端盖与油封的几倍？",
        "2023年滁州市专利授权量排名前三的分别是哪些？",  # another year
        "2024年滁州市商标注册量排名前三的分别是哪些？",  # another thing
        "2024年安庆市专利授权量排名前三的分别是哪些？",  # another place
        "2024年滁州市哪家银行专利授权量最多？",  # no rows of the kind
    ],
)
def test_an_operand_that_is_not_there_is_refused(service: Ipqa, question: str) -> None:
    answer = service.ask(question)
    assert answer.status in ("near_miss", "no_evidence"), answer.text
