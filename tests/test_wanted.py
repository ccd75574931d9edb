"""What a question asks for, and that nothing else is given: money for money, both of two parts."""

from datetime import date

import pytest
from ip_documents import opened, write

from ipqa.answering.disputed import offered, without_suspicion
from ipqa.answering.lists import whole_list
from ipqa.answering.timenames import date_names, period_label
from ipqa.answering.wanted import Kind, asks_money, kind_of, years_asked
from ipqa.records import Answer, Document
from ipqa.service import Ipqa
from ipqa.statistics import read_question

CITY = """# 铜陵市2024年知识产权保护情况

## 一、行政保护

2024年，全市查办商标侵权案件48件，案值92万元。2024年，全市专利授权量1630件。

2024年，市维权援助中心接收咨询310次；其中1—6月接收140次。

## 二、转化运用

2024年，全市专利质押融资金额5.2亿元，惠及企业61家。

## 三、2025年工作重点

建设商标品牌指导站25家以上。
"""
BUREAU = """# 铜陵市2024年金融服务情况

2024年，铜陵市专利质押融资金额4.7亿元。
"""
GUIDE = """# 铜陵市专利质押登记问答

## 一、什么情况不办

有下列情形之一的，不予登记：

- 专利权已经终止；
- 没有缴纳年费；
- 专利权被法院保全。

## 二、多长时间

收到材料以后，在5个工作日内作出决定。办理期限以窗口公布的为准。

## 三、限制

### 转让和许可

出质人没有得到质权人同意的，不得转让出质的专利。
"""


@pytest.fixture(scope="module")
def ipqa(tmp_path_factory: pytest.TempPathFactory) -> Ipqa:
    folder = tmp_path_factory.mktemp("wanted")
    documents = {"保护.md": CITY, "金融.md": BUREAU, "问答.md": GUIDE}
    return opened(folder / "index", write(folder / "documents", documents))


def ask(ipqa: Ipqa, question: str) -> Answer:
    return ipqa.ask(question, as_of=date(2025, 6, 1))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("2024年铜陵市专利授权量是多少？", "number"),
        ("2024年专利授权量哪个区最多？", "foremost"),
        ("三种专利授权量从多到少怎么排？", "order"),
        ("专利授权量比商标注册量多多少？", "computed"),
        ("专利授权量的变化趋势如何？", "course"),
        ("质押登记要交哪些材料？", "words"),
    ],
)
def test_the_kind_of_thing_asked(question: str, kind: Kind) -> None:
    assert kind_of(read_question(question)) == kind


@pytest.mark.parametrize(
    ("question", "money"),
    [
        ("扣留货物的案值是多少？", True),
        ("发放贴息资金多少？", True),
        ("旅游总收入有多少？", True),
        ("质押贷款多少笔？", False),
        ("全市份额是多少？", False),
        ("查处案件多少件？", False),
    ],
)
def test_money_is_known_by_its_noun(question: str, money: bool) -> None:
    assert asks_money(read_question(question)) is money


def test_the_years_of_a_question() -> None:
    assert years_asked(read_question("2021年和2023年的专利授权量各是多少？")) == {2021, 2023}


@pytest.mark.parametrize(
    ("question", "plain", "disputed"),
    [
        ("专利授权量到底是多少？前后说法不一样", "专利授权量到底是多少？", True),
        ("专利授权量究竟有多少，我看到两个数", "专利授权量究竟有多少", True),
        ("专利授权量是多少？", "专利授权量是多少？", False),
    ],
)
def test_a_suspicion_is_set_apart(question: str, plain: str, disputed: bool) -> None:
    said, found = without_suspicion(question)
    assert (said.rstrip("？"), found) == (plain.rstrip("？"), disputed)


def test_numbers_offered_for_choice() -> None:
    assert [str(q.value) for q in offered("质押融资是12件还是5笔？")] == ["12", "5"]
    assert offered("专利授权量是升还是降？") == []


def test_names_of_times() -> None:
    assert (period_label("2024-01/2024-06"), period_label("2018/2022")) == ("2024年上半年", "2018年至2022年")
    assert list(date_names("2024-01/2024-03")) == ["第一季度", "2024年", "2024年1月", "2024年", "2024年3月"]


def test_an_item_takes_its_lead_in_and_its_neighbours_along() -> None:
    text = "前言。\n不予登记的情形：\n甲已经终止；\n乙没有缴费；\n丙被保全。\n其他。"
    document = Document("d", "v", "a.md", "public", "问答", "md", text)
    start = text.index("乙")
    first, last = whole_list(document, start, start + len("乙没有缴费；"))
    assert text[first:last] == "不予登记的情形：\n甲已经终止；\n乙没有缴费；\n丙被保全。"


@pytest.mark.parametrize(
    ("question", "status", "told"),
    [
        ("2024年铜陵市商标侵权案件的案值是多少？", "answered", "案值92万元"),
        ("2024年1—6月市维权援助中心接收咨询多少次？", "answered", "140次"),
        (
            "2024年铜陵市专利授权量是多少？商标品牌经理人有多少名？",
            "answered",
            "没有找到“商标品牌经理人有多少名”",
        ),
        ("2024年铜陵市专利质押融资金额到底是多少？我看到两个数", "conflict", "4.7亿元"),
        ("没缴年费的专利能办质押登记吗？", "answered", "没有缴纳年费"),
        ("专利质押登记要多少个工作日？", "answered", "5个工作日内"),
        ("质押以后专利能不能转让？", "answered", "不得转让出质的专利"),
    ],
)
def test_what_is_asked_is_given(ipqa: Ipqa, question: str, status: str, told: str) -> None:
    answer = ask(ipqa, question)
    assert (answer.status, told in answer.text) == (status, True), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "2024年铜陵市哪类案件的案值最高？",
        "铜陵市专利授权量这几年的走势如何？",
        "2024年铜陵市各季度专利授权量分别是多少？",
        "铜陵市现在有多少家商标品牌指导站？",
        "2020年和2024年铜陵市专利授权量合计多少件？",
        "哪个县的专利授权量最多？",
    ],
)
def test_an_operand_or_a_plan_is_no_answer(ipqa: Ipqa, question: str) -> None:
    answer = ask(ipqa, question)
    assert answer.status in ("near_miss", "no_evidence"), answer.text
