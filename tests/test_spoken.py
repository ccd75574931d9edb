"""Questions as people put them -> plain words, and the operation that follows from what they want."""

import pytest

from ipqa.statistics.asked.manner import kind_wanted
from ipqa.statistics.asked.query import read_question
from ipqa.statistics.asked.spoken import in_full, plain


@pytest.mark.parametrize(
    ("said", "full"),
    [("24年的商标", "2024年的商标"), ("二〇二三年的商标", "2023年的商标"), ("21到23年", "2021年到2023年"),
     ("21、22、23这三年", "2021年、2022年、2023年这三年"), ("23年跟22年比", "2023年跟2022年比"),
     ("23比22多几件", "2023年比2022年多几件"), ("20-22年", "2020年-2022年"), ("2021 2022", "2021年、2022年"),
     ("22年23年哪年多", "2022年、2023年哪年多"), ("去年——我指2023年——的商标", "2023年的商标"),
     ("24件", "24件"), ("近20年", "近20年"), ("20到25件", "20到25件"), ("保护期20年", "保护期20年"),
     ("24到36个月", "24到36个月"), ("2020—2022年", "2020—2022年"), ("2021和2022年", "2021和2022年")],
)  # fmt: skip
def test_years_are_written_out(said: str, full: str) -> None:
    assert in_full(said) == full


@pytest.mark.parametrize(
    ("said", "words"),
    [("合肥市和芜湖市孰高孰低", "合肥市和芜湖市谁更高"), ("合肥市PK芜湖市谁高", "合肥市和芜湖市谁高"),
     ("专利授权量若干件", "专利授权量多少件"), ("每笔平均多少万元", "平均每笔多少万元"),
     ("笔均多少万元", "平均每笔多少万元"),
     ("单笔均额多少万元", "平均每笔多少万元"),
     ("摊到每一家企业头上多少万元", "企业平均每家多少万元"),
     ("发明专利撑起了几成", "发明专利占几成"), ("发明专利的构成比是百分之几", "发明专利占百分之几"),
     ("周期快了几天", "周期缩短了几天"), ("周期压缩了多少天", "周期缩短了多少天"), ("最快几天授权", "最快几天授权"),
     ("缩短多少天", "缩短多少天"), ("拉开了多少亿元的差距", "相差多少亿元"), ("凑一起有多少件", "合计有多少件"),
     ("授权量的三甲是谁", "授权量的前三名是谁"), ("授权量起起落落", "授权量变化趋势"),
     ("我们想估个额度：2023年商标注册量多少件？", "2023年商标注册量多少件？"),
     ("2023年商标注册量多少件？不是申请的那个数", "2023年商标注册量多少件？"),
     ("安徽的专利授权量有几成来自合肥市", "专利授权量合肥市占全省的比重是多少？"),
     ("专项附加扣除标准是多少", "专项附加扣除标准是多少"), ("累计专利授权量是多少", "累计专利授权量是多少"),
     ("每家企业最多补贴多少", "每家企业最多补贴多少")],
)  # fmt: skip
def test_words_of_a_class_become_one(said: str, words: str) -> None:
    assert plain(said) == words


_FRAMES = {
    "share": ("X里A占几成", "A贡献了几成X", "X里头A占了百分之多少", "X的构成里A占多大比例", "A占X的百分之几"),
    "ratio": ("甲市X是乙市的几倍", "甲市X相当于乙市的百分之几", "甲市与乙市X之比是多少", "甲市X顶乙市的几个"),
    "growth": ("2022年到2023年X涨了百分之几", "24年比23年X多了百分之几"),
    "difference": ("甲市X比乙市多多少件", "甲市和乙市X相差多少件", "甲市X领先乙市多少件", "甲市减去乙市X差多少件"),
    "sum": ("甲市、乙市X一共多少件", "甲市和乙市X凑一起多少件", "甲市带上乙市X共多少件", "22、23、24这三年X累计多少件"),
    "compare": ("甲市和乙市X谁多", "甲市PK乙市X谁高", "甲市VS乙市X", "甲市跟乙市X哪家领先", "甲市和乙市X谁压谁一头"),
    "argmax": ("哪个区X最多", "X的冠军是谁", "X最高的区县是哪个", "X谁是老大", "X垫底的是谁", "谁的X比别人都多"),
    "ranking": ("X排前三的是谁", "X三甲是谁", "X从高到低排一下", "X后五位是谁", "X top3"),
    "trend": ("X这几年是升是降", "X一年比一年多吗", "2020到2023年X走势怎样", "X年年都涨吗", "X哪年拐头向下"),
    "lookup": ("2023年X是多少", "甲市X若干件", "2023年甲市X几何", "甲市X到了多少件", "二〇二三年甲市X几件"),
}  # fmt: skip


@pytest.mark.parametrize(("operation", "frame"), [(op, frame) for op, frames in _FRAMES.items() for frame in frames])
def test_the_operation_follows_from_what_is_wanted(operation: str, frame: str) -> None:
    names = {"X": "专利授权量", "A": "发明专利", "甲市": "合肥市", "乙市": "芜湖市"}
    for name, word in names.items():
        frame = frame.replace(name, word)
    found = read_question(frame)
    if operation == "share":
        assert (found.operation, found.whole.stat) == ("lookup", "share")
    else:
        assert found.operation == operation


@pytest.mark.parametrize(
    ("question", "kind"),
    [("授权量是几倍", "multiple"), ("占百分之几", "percent"), ("排第几", "rank"), ("高几个点", "points"),
     ("哪年最多", "year"), ("缩短了几天", "days"), ("谁多", "which"), ("多少件", "number"), ("完成了吗", "verdict"),
     ("怎么办理", "words")],
)  # fmt: skip
def test_what_an_answer_is(question: str, kind: str) -> None:
    assert kind_wanted(question) == kind


def test_both_sides_stand_in_the_terms_before_them() -> None:
    first, second = read_question("2023年商标注册量，合肥市分局超出芜湖市分局多少件？").operands[:2]
    assert ([*first.concept.measures], [*second.concept.measures]) == (["注册量"], ["注册量"])


@pytest.mark.parametrize(
    ("said", "period"),
    [("合肥市2021新注册商标有多少", "2021"), ("2021那年合肥市商标注册几件", "2021"), ("2023底合肥市高企几家", "2023"),
     ("合肥市商标注册量 22年", "2022"), ("合肥市商标21年多少件", "2021"), ("合肥市专利授权（2021）多少件", "2021"),
     ("从2019年起算到2022年底，合肥市共授权几件", "2019/2022"), ("2019年以来直到2022年合肥市共授权几件", "2019/2022"),
     ("专利2000件奖励多少", None), ("2025件专利里有多少是发明", None), ("超过2020家企业怎么算", None),
     ("有效期满20年的专利几件", None)],
)  # fmt: skip
def test_a_year_without_its_word(said: str, period: str | None) -> None:
    assert read_question(said).whole.period == period


@pytest.mark.parametrize(
    ("said", "words"),
    [("得多少个芜湖市才抵得上一个合肥市", "合肥市是芜湖市的几倍"),
     ("合肥市的授权量顶几个芜湖市", "合肥市的授权量是芜湖市的几倍"),
     ("以芜湖市为1，2023年合肥市授权量是多少", "2023年合肥市授权量是芜湖市的几倍"),
     ("合肥市授权量减掉芜湖市的，2023年，还剩多少件", "合肥市授权量和芜湖市的，2023年相差多少件"),
     ("合肥市授权量比芜湖市膨胀了百分之多少", "合肥市授权量比芜湖市增长了百分之多少"),
     ("授权量比上年减少百分之几", "授权量比上年减少百分之几"),
     ("合肥市加芜湖市授权多少件", "合肥市和芜湖市授权合计多少件"),
     ("合肥市+芜湖市几件", "合肥市、芜湖市合计几件"), ("合肥市和芜湖市放一起多少件", "合肥市和芜湖市合计多少件"),
     ("合肥市和芜湖市相加等于几件", "合肥市和芜湖市合计几件"), ("合肥市加大奖励多少", "合肥市加大奖励多少"),
     ("授权量第三多的是哪个区", "授权量前三名是哪个区"), ("合肥市下面谁家最少", "合肥市下辖哪个地方最少"),
     ("最多的三个区（县、市）是哪些", "最多的三个区县是哪些"), ("每一笔贷款摊下来大概多少万元", "贷款平均每笔多少万元"),
     ("授权量达标了吗", "授权量完成目标了吗")],
)  # fmt: skip
def test_words_of_an_operation_become_one(said: str, words: str) -> None:
    assert plain(said) == words


@pytest.mark.parametrize(
    ("question", "unread"),
    [("2023年合肥市比2022年授权量百分之多少", True), ("合肥市、芜湖市2023年授权量还剩多少件", True),
     ("2023年合肥市授权量的中位数是多少", True), ("2023年合肥市授权量的一半是多少", True),
     ("2023年合肥市和芜湖市授权量各多少件", False), ("合肥市授权量是芜湖市的几倍", False),
     ("合肥市2023年授权量占全省百分之几", False), ("2023年合肥市授权量排第几", False)],
)  # fmt: skip
def test_what_is_not_understood_is_not_looked_up(question: str, unread: bool) -> None:
    assert read_question(question).unread is unread


def test_a_place_that_has_a_rank_is_not_the_one_around_it() -> None:
    asked = ("甘肃省各市2023年授权量位次中，白银市居第几？", "白银市授权量居全国第几", "白银市授权量在甘肃坐第几把交椅")
    for question in asked:
        assert (read_question(question).whole.region, read_question(question).whole.stat) == ("白银市", "rank")


def test_two_bodies_and_what_both_did_are_two_cells() -> None:
    cells = read_question("兴旺银行和长丰银行加一块，2023年商标质押融资几亿").operands
    assert [c.concept.object for c in cells] == ["商标", "商标"]


def test_the_ends_of_a_span_differ() -> None:
    cells = read_question("合肥市技术合同成交额从2020年到2023年多了多少亿元").operands
    assert [c.period for c in cells] == ["2023", "2020"]
