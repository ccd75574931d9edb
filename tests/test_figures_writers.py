"""Sentences in the manner of more writers: agents, bare numbers, fragments, speech, what became of cases, targets met.

Each case is a paragraph, and the fields of every figure in it.
"""

import pytest
from figure_documents import make_document
from test_figures_manners import told

from ipqa.figures.extraction import extract

FIELDS = ("indicator", "members", "region", "entity", "stat", "status", "value", "period")
CITY = "漳州市2024年知识产权工作情况"
CASES = {
    "who acts is no part of what is counted, and what became of cases is of them": (
        "全市市场监管部门办理专利侵权纠纷行政裁决案件73件，结案70件。检察机关批准逮捕侵犯商标权犯罪9件14人，提起公诉12件20人。",
        "专利侵权纠纷行政裁决案件 漳州市 count actual 73件 2024",
        "专利侵权纠纷行政裁决案件结案 漳州市 count actual 70件 2024",
        "批准逮捕侵犯商标权犯罪 漳州市 检察机关 count actual 9件 2024",
        "批准逮捕侵犯商标权犯罪 漳州市 检察机关 count actual 14人 2024",
        "侵犯商标权犯罪提起公诉 漳州市 检察机关 count actual 12件 2024",
        "侵犯商标权犯罪提起公诉 漳州市 检察机关 count actual 20人 2024",
    ),
    "checks are no cases": (
        "检查经营主体512户次，立案16件，结案15件，罚没款8.6万元。",
        "检查经营主体 漳州市 count actual 512户次 2024",
        "立案 漳州市 count actual 16件 2024",
        "结案 漳州市 count actual 15件 2024",
        "罚没款 漳州市 amount actual 8.6万元 2024",
    ),
    "those who are counted got a loan": (
        "质押融资方面，53家企业获得贷款9.2亿元，较2023年的6.8亿元增长35.3%。",
        "获得贷款企业 漳州市 count actual 53家 2024",
        "知识产权质押融资金额 漳州市 amount actual 9.2亿元 2024",
        "知识产权质押融资金额 漳州市 amount actual 6.8亿元 2023",
        "知识产权质押融资金额 漳州市 growth_yoy actual 35.3% 2024",
    ),
    "what is compared with is of its own unit": (
        "专利转让备案612次，涉及专利540件，较2022年的378次增长61.9%。",
        "专利转让备案 漳州市 count actual 612次 2024",
        "专利 漳州市 count actual 540件 2024",
        "专利转让备案 漳州市 count actual 378次 2022",
        "专利转让备案 漳州市 growth_yoy actual 61.9% 2024",
    ),
    "exports and imports of a whole": (
        "货物进出口总额61亿元，下降4.8%，其中出口52亿元、进口9亿元。",
        "进出口总值 漳州市 amount actual 61亿元 2024",
        "进出口总值 漳州市 growth_yoy actual 4.8% 2024",
        "出口额 漳州市 amount actual 52亿元 2024",
        "进口额 漳州市 amount actual 9亿元 2024",
    ),
    "parts of a year are of the total": (
        "前三季度，专利授权6120件。其中，一季度2210件，二季度1986件。商标注册930件。",
        "专利授权量 漳州市 count actual 6120件 2024-01/2024-09",
        "专利授权量 漳州市 count actual 2210件 2024-01/2024-03",
        "专利授权量 漳州市 count actual 1986件 2024-04/2024-06",
        "商标注册量 漳州市 count actual 930件 2024",
    ),
    "targets and how far they were met": (
        "全年发明专利授权目标1400件，已完成72.3%；质押融资目标30亿元，已完成24亿元。",
        "发明专利授权量 发明专利 漳州市 count target 1400件 2024",
        "发明专利授权量 发明专利 漳州市 share actual 72.3% 2024",
        "知识产权质押融资金额 漳州市 amount target 30亿元 2024",
        "知识产权质押融资金额 漳州市 amount actual 24亿元 2024",
    ),
    "signs for growth, and small words before a share": (
        "专利授权1203件，同比+8.6%；发明216件，↓5.1%。高价值专利仅占有效发明的40%。",
        "专利授权量 漳州市 count actual 1203件 2024",
        "专利授权量 漳州市 growth_yoy actual 8.6% 2024",
        "发明专利授权量 发明专利 漳州市 count actual 216件 2024",
        "发明专利授权量 发明专利 漳州市 growth_yoy actual 5.1% 2024",
        "高价值专利 漳州市 share actual 40% 2024",
    ),
    "as people speak": (
        "专利授权大概是4.6万件，这里面发明专利有1.5万件。我们一共办了质押登记120笔。",
        "专利授权量 漳州市 count actual 4.6万件 2024",
        "发明专利授权量 发明专利 漳州市 count actual 1.5万件 2024",
        "质押登记 漳州市 count actual 120笔 2024",
    ),
    "a rank among cities is not of the nation, and of a row of places": (
        "全市专利授权量203件，全国省会城市里排第5位。龙海区、长泰区专利授权量居全市前两位，分别为52件、30件。",
        "专利授权量 漳州市 count actual 203件 2024",
        "专利授权量 漳州市 rank actual 5位 2024",
        "专利授权量 漳州市 rank actual 2位 2024",
        "专利授权量 漳州市龙海区 count actual 52件 2024",
        "专利授权量 漳州市长泰区 count actual 30件 2024",
    ),
    "a ratio to another thing, and how often the average": (
        "全年研发经费支出98亿元，与地区生产总值之比为2.21%。每万人口发明专利拥有量78件，是全省平均水平的3.4倍，提前实现规划预期的60件目标。",
        "研发经费投入 漳州市 amount actual 98亿元 2024",
        "研发投入强度 漳州市 rate actual 2.21% 2024",
        "每万人发明专利拥有量 发明专利 漳州市 per_capita actual 78件 2024",
        "每万人发明专利拥有量 发明专利 漳州市 ratio actual 3.4倍 2024",
        "每万人发明专利拥有量 发明专利 漳州市 per_capita target 60件 2024",
    ),
    "some of what was counted": (
        "高新技术企业1986家，其中有专利授权记录的1415家。培育中心12家（省级1家）。盘点存量专利312件，其中评定为甲类（可转化）的72件、乙类（需培育）的145件。",
        "高新技术企业数 漳州市 count actual 1986家 2024",
        "高新技术企业数 专利授权记录 漳州市 count actual 1415家 2024",
        "培育中心 漳州市 count actual 12家 2024",
        "培育中心 省级 漳州市 count actual 1家 2024",
        "盘点存量专利 漳州市 count actual 312件 2024",
        "盘点存量专利 评定为甲类 漳州市 count actual 72件 2024",
        "盘点存量专利 乙类 漳州市 count actual 145件 2024",
    ),
    "an opening that names what the places have": (
        "有效发明专利拥有量，龙海18件，长泰17件。职务发明占比超过六成，达61.3%。",
        "有效发明专利拥有量 发明专利 漳州市龙海区 count actual 18件 2024",
        "有效发明专利拥有量 发明专利 漳州市长泰区 count actual 17件 2024",
        "职务发明 发明专利 漳州市 share actual 6成 2024",
        "职务发明 发明专利 漳州市 share actual 61.3% 2024",
    ),
    "branches of a bank": (
        "累计发放知识产权质押贷款92亿元。分机构看，合肥分行投放31亿元，芜湖分行14亿元，前两家分行合计占48.9%。",
        "知识产权质押贷款 漳州市 amount actual 92亿元 2024",
        "知识产权质押贷款 合肥分行 漳州市 合肥分行 amount actual 31亿元 2024",
        "知识产权质押贷款 芜湖分行 漳州市 芜湖分行 amount actual 14亿元 2024",
        "知识产权质押贷款 合计 漳州市 share actual 48.9% 2024",
    ),
}


@pytest.mark.parametrize(("title", "text", "expected"), [(CITY, c[0], c[1:]) for c in CASES.values()], ids=CASES)
def test_writers(title: str, text: str, expected: tuple[str, ...]) -> None:
    assert [told(f, *FIELDS) for f in extract(make_document(text, title))] == list(expected)


def test_a_customs_office_that_reports_on_its_protection_is_no_zone() -> None:
    found = extract(make_document("扣留侵权货物12批次。", "2024年厦门海关知识产权海关保护情况"))
    assert [f.region for f in found] == ["厦门市"]


def test_a_plan_of_years_tells_what_was_before_them() -> None:
    text = "二、重点任务\n2023年，全市用标企业286家，到2026年增至400家。"
    found = extract(make_document(text, "株洲市知识产权强市建设行动计划（2024—2026年）"))
    assert [(str(f.value), f.period) for f in found] == [("286", "2023"), ("400", "2026")]
    assert found[0].status == "actual"
