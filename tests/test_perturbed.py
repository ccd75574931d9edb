"""Questions with one slot changed to what no document says: the fact beside it is no answer, the fact itself is."""

import pytest
from ip_documents import opened, write

from ipqa.service import Ipqa

ANSWERED = ("answered", "conflict")
COUNTY = """# 云和县2024年知识产权保护状况

## 一、创造

2024年，云和县发明专利授权量 86 件，商标注册量 412 件。获驰名商标 7 件。年末有效发明专利 530 件。

## 二、保护

全年查处侵权假冒案件 39 件，罚没 18.4 万元。“春雷”行动期间，查扣侵权货物 12 批次；全年共查扣侵权嫌疑货物 95 批次。

云和县法院民事案件平均审理天数 61 天。

公安机关侦办侵权案件 22 起，涉案金额 640 万元。其中侵犯商业秘密案件 2 起。

## 三、运用

全年新办质押融资 15 笔，金额 9200 万元。龙泉银行发放 3000 万元，庆元银行发放 2100 万元。

商标质权登记由权利人提出，由国家知识产权局负责办理。登记机关对权属有争议的情形不予登记。
"""
PARKS = """# 云和高新区2024年产业专利情况

| 产业 | 企业数（家） | 专利申请量（件） | 有效发明专利（件） |
|---|---|---|---|
| 木制玩具 | 60 | 210 | 33 |
| 精密阀门 | 45 | 190 | 71 |
"""
NATION = """# 2024年全国专利统计

2024年，全国专利授权量中，发明 90 万件、实用新型 200 万件、外观设计 60 万件。
"""
DOCUMENTS = {"a云和县.md": COUNTY, "b高新区.md": PARKS, "c全国.md": NATION}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Ipqa:
    folder = tmp_path_factory.mktemp("perturbed")
    return opened(folder / "index", write(folder / "documents", DOCUMENTS))


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("2024年云和县发明专利授权量是多少件？", "86"),
        ("2024年云和县有驰名商标多少件？", "7"),
        ("2024年云和县全年查扣侵权货物多少批次？", "95"),
        ("云和县法院2024年民事案件平均审理多少天？", "61"),
        ("截至2024年底云和县有效发明专利有多少件？", "530"),
        ("商标质权登记机关是谁？", "国家知识产权局"),
        ("2024年木制玩具和精密阀门两个产业，哪个有效发明专利更多？", "71"),
        ("2024年云和县公安机关侦办侵权案件涉案金额多少万元？", "640"),
    ],
)
def test_what_is_said_is_answered(service: Ipqa, question: str, number: str) -> None:
    answer = service.ask(question)
    assert (answer.status in ANSWERED, number in answer.text) == (True, True), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "2016年云和县发明专利授权量是多少件？",
        "2024年中卫市第一产业增加值是多少？",
        "2024年景宁县发明专利授权量是多少件？",
        "2024年云和县植物新品种授权量是多少件？",
        "2024年云和县驰名商标有多少批次？",
        "2024年云和县驰名商标有多少户？",
        "2024年云和县查处侵权假冒案件多少家？",
        "截至2024年底云和县商标注册量累计有多少件？",
        "2024年第三季度云和县发明专利授权量是多少件？",
        "2024年第三季度云和县民事案件平均审理多少天？",
        "云和县法院2024年刑事案件平均审理多少天？",
        "2024年云和县公安机关侵犯商业秘密案件涉案金额多少万元？",
        "2024年云和县专利授权量排名前三",
        "2024年云和县和景宁县发明专利授权量哪个高？",
        "2024年云和县发明专利授权量比2016年增加了多少件？",
        "2024年龙泉银行的专利拍卖融资额比庆元银行高吗？",
        "2024年云和县驰名商标和植物新品种合计多少件？",
        "植物新品种质权登记机关是谁？",
    ],
)
def test_what_stands_beside_is_no_answer(service: Ipqa, question: str) -> None:
    answer = service.ask(question)
    assert answer.status not in ANSWERED, answer.text
