"""Targets held against what there is, figures year by year, and changes that a document states itself."""

import pytest
from figure_documents import make_document
from ip_documents import opened, write

from ipqa.figures.extraction import extract
from ipqa.service import Ipqa
from ipqa.statistics.asked.aims import aim_and_outcome, fulfilment_asked, gap_asked
from ipqa.statistics.asked.slots import slots
from ipqa.statistics.asked.spoken import in_full

SUMMARY = """遂宁市2024年知识产权工作总结

一、工作情况

2024年，全市六大主导产业126家企业获得发明专利授权318件；年末有效发明专利4310件。全年查处商标侵权案件57件，较上年减少8件。全市法院审结知识产权案件212件，上年同期为190件。专利授权量918件。维权成功率91.5%，比上年提高2.5个百分点。

专利转让2021年为64次、2022年为71次，2023年为69次，2024年为80次。

2022年至2024年，作品登记量依次为205件、231件和260件；专利开放许可依次为4件、9件和15件。

全年培训企业人员3400人次，年度计划为3000人次。版权示范单位12家。

二、2025年主要目标

六大主导产业有效发明专利达到5000件，培训企业人员达到4000人次，获贷企业达到30家，专利授权量达到1000件。
"""
PLAN = """射洪市“十四五”知识产权规划

到2025年，全市有效发明专利达到900件，地理标志商标达到12件。2020年，全市有效发明专利410件。
"""
TABLE = """# 射洪市2021—2024年专利统计

| 年份 | 专利授权量（件） | 有效发明专利（件） |
|---|---|---|
| 2021年 | 320 | 470 |
| 2022年 | 355 | 560 |
| 2023年 | 341 | 655 |
| 2024年 | 372 | 742 |
"""
DOCUMENTS = {"a总结.txt": SUMMARY, "b规划.txt": PLAN, "c统计.md": TABLE}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Ipqa:
    folder = tmp_path_factory.mktemp("aims")
    return opened(folder / "index", write(folder / "documents", DOCUMENTS))


GAP = "5000 件 − 4310 件 = 690 件"


@pytest.mark.parametrize(
    ("question", "formula"),
    [
        ("遂宁市2024年末六大主导产业有效发明专利距2025年目标还差多少件？", GAP),
        ("遂宁市有效发明专利离25年目标还差几件 按24年底算", GAP),
        ("遂宁市要完成2025年有效发明专利的目标，比2024年底还得再增加多少件？", GAP),
        ("2025年的有效发明任务减掉2024年末已经有的，遂宁市还剩多大缺口", GAP),
        ("遂宁市2024年底的有效发明，再来多少件才够2025年那个目标", GAP),
        ("遂宁市2025年专利授权量目标比2024年实际多多少件", "1000 件 − 918 件 = 82 件"),
        ("遂宁市2024年培训企业人员比年度计划多多少人次", "3400 人次 − 3000 人次 = 400 人次"),
        ("射洪市有效发明专利2024年距十四五末的目标还差多少件", "900 件 − 742 件 = 158 件"),
        ("射洪市2024年有效发明专利完成2025年目标的百分之几", "742 件 ÷ 900 件 × 100% ≈ 82.44%"),
        ("射洪市2021年至2024年有效发明专利的增加量", "742 件 − 470 件 = 272 件"),
        ("遂宁市法院审结知识产权案件2024年比2023年多了多少件 不要百分比", "212 件 − 190 件 = 22 件"),
    ],
)
def test_computed(service: Ipqa, question: str, formula: str) -> None:
    answer = service.ask(question)
    assert answer.calculation is not None
    assert answer.calculation.formula == formula


@pytest.mark.parametrize(
    ("question", "values", "missing"),
    [
        ("射洪 2021、2022、2023 有效发明专利各多少件 涨没涨", ["470", "560", "655"], ""),
        ("射洪市2020到2022专利授权量逐年多少", ["320", "355"], "资料中没有2020年的数据。"),
        ("射洪市近三年专利授权量", ["355", "341", "372"], ""),
        ("遂宁市专利转让次数从2021年到2024年是涨是跌", ["64", "71", "69", "80"], ""),
        ("2022年至2024年遂宁市专利开放许可逐年是多少", ["4", "9", "15"], ""),
        ("遂宁市2022、2023、2024作品登记量各多少", ["205", "231", "260"], ""),
    ],
)
def test_year_by_year(service: Ipqa, question: str, values: list[str], missing: str) -> None:
    answer = service.ask(question)
    assert answer.status == "answered"
    assert [str(f.figure.value) for f in answer.figures] == values
    assert missing in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("遂宁市2024年查处商标侵权案件比上年减少多少件", "较上年减少8件"),
        ("遂宁市2024年商标侵权案件比2023年少多少件", "较上年减少8件"),
        ("遂宁市2024年维权成功率比上年提高几个百分点", "比上年提高2.5个百分点"),
        ("遂宁市25年有效发明要搞到多少件", "有效发明专利达到5000件（目标值）"),
        ("射洪市到十四五末地理标志商标要达到多少件", "地理标志商标达到12件（目标值）"),
        ("遂宁市二三年专利转让多少次", "69次"),
    ],
)
def test_stated(service: Ipqa, question: str, said: str) -> None:
    answer = service.ask(question)
    assert answer.status == "answered"
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "遂宁市版权示范单位距2025年目标还差多少家",
        "射洪市地理标志商标距2025年目标还差多少件",
        "遂宁市2026年有效发明专利目标是多少",
        "遂宁市距2026年有效发明专利目标还差多少件",
        "射洪市专利授权量2025年目标是多少",
        "射洪市2018年专利授权量是多少",
        "遂宁市2024年专利授权量比上年减少多少件",
    ],
)
def test_what_the_documents_lack(service: Ipqa, question: str) -> None:
    assert service.ask(question).status in ("near_miss", "no_evidence")


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2024年末有效发明专利距2025年目标还差多少件", ("2025", "2024")),
        ("2024年营业收入距目标还差多少亿元", (None, "2024")),
        ("有效发明专利离2025年目标还差几件", ("2025", None)),
        ("2025年目标值与2024年末实际值的差额", ("2025", "2024")),
    ],
)
def test_the_times_of_a_target_and_of_what_there_is(text: str, periods: tuple[str | None, str | None]) -> None:
    sides = aim_and_outcome(text, slots(text))
    assert sides is not None
    assert (sides[0].period, sides[1].period) == periods
    assert gap_asked(text)
    assert not fulfilment_asked(text)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("一三年申请多少件", "2013年申请多少件"),
        ("二四年底有多少家", "2024年底有多少家"),
        ("去年（2024年）贷了多少", "2024年贷了多少"),
        ("从2021年说到2024年", "2021年到2024年"),
        ("用了二三年才授权", "用了二三年才授权"),
        ("近二三年的变化", "近二三年的变化"),
    ],
)
def test_years_in_full(said: str, meant: str) -> None:
    assert in_full(said) == meant


def _told(text: str, title: str = "遂宁市2024年工作总结") -> list[tuple[str, str, str | None, str, str]]:
    return [(f.indicator, str(f.value), f.period, f.stat, f.status) for f in extract(make_document(text, title))]


def test_a_list_goes_on_with_the_years_of_the_one_before() -> None:
    found = _told("2022年至2023年，作品登记量依次为20件、23件；软件登记量依次为4件和5件。")
    assert [(name, value, period) for name, value, period, *_ in found] == [
        ("作品登记量", "20", "2022"), ("作品登记量", "23", "2023"),
        ("软件登记量", "4", "2022"), ("软件登记量", "5", "2023"),
    ]  # fmt: skip


def test_per_head_stays_so_from_year_to_year() -> None:
    found = _told("每万人口发明专利拥有量2022年为15.6件、2023年为17.1件。")
    assert [(value, period, stat) for _, value, period, stat, _ in found] == [
        ("15.6", "2022", "per_capita"), ("17.1", "2023", "per_capita"),
    ]  # fmt: skip


def test_a_deed_is_named_once() -> None:
    assert [name for name, *_ in _told("专项资金2022年支出50万元，2023年支出60万元。")] == ["专项资金支出"] * 2


def test_a_target_behind_its_outcome_bears_its_name() -> None:
    assert _told("服务企业41家，年度计划为40家。新建泊位3个。") == [
        ("服务企业", "41", "2024", "count", "actual"),
        ("服务企业", "40", "2024", "count", "target"),
        ("新建泊位", "3", "2024", "count", "actual"),
    ]


def test_years_in_a_row_date_nothing_behind_them() -> None:
    found = _told("查处案件2022年9件、2023年8件、2024年7件。调解成功率92.4%。")
    assert [period for _, _, period, *_ in found] == ["2022", "2023", "2024", "2024"]


def test_by_a_year_to_come_is_a_target() -> None:
    found = _told("到2030年，有效发明专利达到90件。到2023年，有效发明专利达到50件。")
    assert [status for *_, status in found] == ["target", "actual"]
