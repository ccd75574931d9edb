"""Shares of a summed or named whole, columns against their totals, quarters of a year, places against the nation."""

import pytest
from ip_documents import opened, write

from ipqa.service import Ipqa

NATION = """# 全国专利情况通报

2024年，全国授权发明专利50万件，授权实用新型专利130万件，授权外观设计专利20万件。每万人口高价值发明专利拥有量达到12件。
"""
CITY = """# 滁州市2024年国民经济和社会发展统计公报

2024年，滁州市外贸进出口总额400亿元，其中出口300亿元。每万人口高价值发明专利拥有量达到9件。
"""
COUNTIES = """# 滁州市2024年各县区知识产权指标

| 地区 | 商标注册量（件） | 专利质押融资金额（万元） |
|---|---|---|
| 琅琊区 | 1200 | 4000 |
| 南谯区 | 900 | 3500 |
| 来安县 | 700 | 2500 |
| 合计 | 2850 | 10000 |
"""
CASES = """# 池州市知识产权局2024年案件情况

| 案由 | 受理（件） | 涉案金额（万元） |
|---|---|---|
| 专利侵权 | 30 | 200 |
| 商标侵权 | 45 | 350 |
| 地理标志侵权 | 5 | 20 |
| 合计 | 80 | 570 |
"""
QUARTERS = """# 铜陵市2024年各季度商标业务情况

| 季度 | 受理商标业务（件） | 咨询人次（人次） |
|---|---|---|
| 第一季度 | 210 | 90 |
| 第二季度 | 250 | 80 |
| 第三季度 | 240 | 120 |
| 第四季度 | 300 | 150 |
"""
DOCUMENTS = {"a全国.md": NATION, "b滁州.md": CITY, "c县区.md": COUNTIES, "d案件.md": CASES, "e季度.md": QUARTERS}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Ipqa:
    folder = tmp_path_factory.mktemp("wholes")
    return opened(folder / "index", write(folder / "documents", DOCUMENTS))


@pytest.mark.parametrize(
    ("question", "status", "told"),
    [
        ("2024年全国授权的三种专利中，发明专利占多大比重？", "answered", "25%"),
        ("2024年滁州市出口占外贸进出口总额的比重是多少？", "answered", "75%"),
        ("2024年琅琊区专利质押融资金额占滁州市合计的比重是多少？", "answered", "40%"),
        ("滁州市各县区2024年商标注册量加起来跟表里的合计对得上吗？", "conflict", "少 50 件"),
        ("池州市2024年各案由的受理数相加等于合计数吗？", "answered", "相等：各项合计 80 件"),
        ("2024年池州市案件涉案金额最多的是哪类？", "answered", "商标侵权案件涉案金额最多"),
        ("2024年铜陵市第四季度受理商标业务比第一季度多多少件？", "answered", "多 90 件"),
        ("2024年铜陵市下半年受理商标业务多少件？", "answered", "合计 540 件"),
        ("2024年滁州市每万人口高价值发明专利拥有量比全国平均水平高还是低？", "answered", "全国 12件"),
        ("2024年琅琊区、南谯区专利质押融资金额平均是多少？", "answered", "3750 万元"),
    ],
)
def test_the_whole_is_found_or_summed(service: Ipqa, question: str, status: str, told: str) -> None:
    answer = service.ask(question)
    assert (answer.status, told in answer.text) == (status, True), answer.text


def test_quarters_stand_in_order(service: Ipqa) -> None:
    answer = service.ask("2024年铜陵市受理商标业务各季度分别是多少？")
    assert [int(f.figure.value) for f in answer.figures] == [210, 250, 240, 300]
    assert "2024年第三季度 240 件" in answer.text


def test_the_rows_of_a_table_are_no_answer(service: Ipqa) -> None:
    answer = service.ask("2024年铜陵市专利业务的走势如何？")
    assert answer.status in ("no_evidence", "near_miss")
