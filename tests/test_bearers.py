"""Rows and bodies that a question names in full or in short: courts, banks, companies, trades, branches, channels."""

from pathlib import Path

import pytest

from ipqa.service import Ipqa
from ipqa.settings import Settings
from ipqa.statistics.asked.bearers import bearer_aliases, with_bearers
from ipqa.statistics.asked.marks import bare, bearers_in, hidden
from ipqa.statistics.asked.operands import rows
from ipqa.statistics.asked.slots import slots

HOME = frozenset({"宜昌市"})
NAMES = (
    "西陵区法院 枝江市法院 建设银行宜昌分行 邮储银行宜昌分行 中国银行宜昌分行 清穹航发科技公司 航空动力 界面改性 "
    "隔膜与集流体 海运 新能源 机械工程学院"
)
KNOWN = dict.fromkeys(NAMES.split(), HOME)

COURTS = """# 宜昌市2024年海关与司法知识产权保护状况

2024年，全市法院新收一审知识产权案件 900 件，审结 880 件。

| 基层法院 | 新收一审知识产权案件（件） | 审结（件） |
|---|---|---|
| 西陵区法院 | 342 | 339 |
| 枝江市法院 | 168 | 171 |
| 宜都市法院 | 120 | 118 |
"""
BANKS = """# 宜昌市2024年知识产权质押融资年度报告

表1  2024年各银行知识产权质押贷款发放情况

| 银行 | 笔数（笔） | 发放金额（万元） | 笔均金额（万元） | 平均期限（月） |
|---|---|---|---|---|
| 湖北银行 | 96 | 48120 | 501.2 | 12 |
| 建设银行宜昌分行 | 47 | 31460 | 669.4 | 11 |
| 邮储银行宜昌分行 | 20 | 9000 | 450.0 | 9 |
| 合计 | 163 | 88580 | 543.4 | 11.2 |
"""
TRADES = """# 宜昌高新区2024年知识产权年报

表1　2024年主导产业知识产权情况

| 产业 | 企业数（家） | 发明专利授权量（件） | 有效发明专利（件） |
|---|---|---|---|
| 航空动力 | 41 | 296 | 1874 |
| 先进陶瓷 | 57 | 263 | 1328 |
| 合计 | 98 | 559 | 3202 |

表2　2024年重点企业知识产权情况

| 企业 | 所属产业 | 所在区 | 有效发明专利（件） | 研发人员（人） |
|---|---|---|---|---|
| 清穹航发科技公司 | 航空动力 | 西陵区 | 517 | 683 |
| 峡光陶瓷公司 | 先进陶瓷 | 伍家岗区 | 285 | 954 |
| 楚峰动力公司 | 航空动力 | 伍家岗区 | 142 | 318 |
"""
BRANCHES = """# 湖北省固态电池产业专利导航报告

编制单位：湖北省知识产权局　检索截止日：2024年8月31日

表2  各一级分支专利申请量与有效发明专利

| 技术分支 | 全球申请量（件） | 中国申请量（件） | 湖北申请量（件） | 湖北有效发明专利（件） |
|---|---|---|---|---|
| 复合电解质 | 4210 | 2365 | 182 | 61 |
| 隔膜与集流体 | 3210 | 1365 | 82 | 31 |
| 合计 | 7420 | 3730 | 264 | 92 |
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Ipqa:
    folder: Path = tmp_path_factory.mktemp("bearers")
    for name, text in (("法院", COURTS), ("银行", BANKS), ("产业", TRADES), ("分支", BRANCHES)):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    service = Ipqa.open(Settings(index=folder / "index"))
    list(service.ingest([folder / f"{name}.md" for name in ("法院", "银行", "产业", "分支")]))
    return service


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("西陵区、枝江市两家基层法院新收案件", ["西陵区法院", "枝江市法院"]),
        ("西陵跟枝江法院一共收了多少", ["西陵区法院", "枝江市法院"]),
        ("枝江市人民法院审结多少", ["枝江市法院"]),
        ("建设银行发放多少", ["建设银行宜昌分行"]),
        ("宜昌建设银行发放多少", ["建设银行宜昌分行"]),
        ("邮政储蓄银行发放金额", ["邮储银行宜昌分行"]),
        ("清穹航发那家的研发人数", ["清穹航发科技公司"]),
        ("航空动力产业有效发明专利", ["航空动力"]),
        ("海运渠道查扣", ["海运"]),
        ("界面改性这个分支占比", ["界面改性"]),
        ("隔膜与集流体和界面改性谁多", ["隔膜与集流体", "界面改性"]),
        ("机械学院转让几件", ["机械工程学院"]),
        # Near neighbours that name none of them.
        ("新能源汽车授权", []),
        ("全海运查扣", []),
        ("西陵区法律服务", []),
        ("中国人民银行", []),
    ],
)
def test_names_in_full_and_in_short_are_marked(question: str, named: list[str]) -> None:
    assert [name for _, name in bearers_in(with_bearers(question, KNOWN))] == named


def test_the_word_of_its_kind_goes_with_a_name_unless_it_begins_another_word() -> None:
    assert bare(with_bearers("航空动力产业有效发明专利", KNOWN)) == "航空动力有效发明专利"
    assert bare(with_bearers("航空动力企业的有效发明专利", KNOWN)) == "航空动力的有效发明专利"
    assert bare(with_bearers("航空动力企业数", KNOWN)) == "航空动力企业数"
    assert bare(with_bearers("航空动力产业增加值", KNOWN)) == "航空动力产业增加值"


def test_a_short_form_of_two_bodies_names_neither_without_a_place() -> None:
    known = {"建设银行宜昌分行": HOME, "建设银行襄阳分行": frozenset({"襄阳市"})}
    assert bearers_in(with_bearers("建设银行发放多少", known)) == ()
    assert bearers_in(with_bearers("襄阳市建设银行发放多少", known)) == (("成员", "建设银行襄阳分行"),)


def test_no_rule_looks_into_a_marked_name() -> None:
    text = f"{hidden('枝江市法院')}和{hidden('隔膜与集流体')}有多少"
    found = slots(text)
    assert found.region is None
    assert found.members == (("成员", "枝江市法院"), ("成员", "隔膜与集流体"))
    assert {len(items) for _, _, items in rows(text)} == {2}


def test_short_forms() -> None:
    assert "枝江法院" in bearer_aliases("枝江市法院")
    assert "中国银行" in bearer_aliases("中国银行宜昌分行")
    assert bearer_aliases("海运") == ("海运",)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2024年宜昌枝江市法院新收一审知识产权案件多少件？", "168"),
        ("枝江法院2024年审结多少件？", "171"),
        ("2024年西陵区法院和枝江市法院新收一审知识产权案件合计多少件？", "510"),
        ("西陵、枝江两家基层法院2024年新收一审知识产权案件一共几件", "510"),
        ("2024年枝江市法院新收一审知识产权案件比宜都市法院多多少件？", "48"),
        ("建行2024年发放知识产权质押贷款多少万元？", "31460"),
        ("2024年宜昌市邮储银行笔均金额是多少？", "450.0"),
        ("2024年建设银行宜昌分行发放金额是多少？", "31460"),
        ("2024年宜昌高新区航空动力产业有效发明专利有多少件？", "1874"),
        ("2024年清穹航发科技公司研发人员多少人？", "683"),
        ("清穹航发2024年有效发明专利多少件？", "517"),
        ("湖北省复合电解质分支的专利申请量是多少件？", "182"),
        ("复合电解质分支固态电池专利全球申请量是多少？", "4210"),
        ("隔膜与集流体的中国申请量是多少件？", "1365"),
        ("伍家岗区的峡光陶瓷公司有效发明专利多少件", "285"),
        ("航空动力产业有几家企业", "41"),
    ],
)
def test_a_row_is_found_by_its_names(service: Ipqa, question: str, value: str) -> None:
    answer = service.ask(question)
    said = [str(f.figure.value) for f in answer.figures]
    calculated = f"{answer.calculation.value:f}" if answer.calculation and answer.calculation.value else None
    assert answer.status == "answered", answer.text
    assert value in (said[0] if calculated is None else calculated), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "2024年当阳市法院新收一审知识产权案件多少件？",
        "2024年枝江市新收一审知识产权案件多少件？",
        "2024年建设银行襄阳分行发放知识产权质押贷款多少万元？",
        "2024年清穹航发科技公司营业收入是多少？",
        "2024年航空动力产业营业收入是多少亿元？",
        "湖北省复合电解质分支的发明专利授权量是多少件？",
    ],
)
def test_another_row_or_another_thing_is_refused(service: Ipqa, question: str) -> None:
    assert service.ask(question).status in ("near_miss", "no_evidence"), service.ask(question).text


def test_a_trade_is_ranked_among_trades_and_a_company_among_companies(service: Ipqa) -> None:
    trades = service.ask("2024年宜昌高新区哪个产业有效发明专利最多？")
    assert [str(f.figure.value) for f in trades.figures] == ["1874", "1328"]
    companies = service.ask("2024年宜昌高新区哪家企业有效发明专利最多？")
    assert [str(f.figure.value) for f in companies.figures] == ["517", "285", "142"]
