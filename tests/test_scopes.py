"""Documents about a zone or a body that no table of divisions knows: their region is its own name."""

import pytest
from figure_documents import make_document

from ipqa.figures.context.periods import periods
from ipqa.figures.context.regions import Region, contains
from ipqa.figures.context.scopes import home_of, is_scope_name, scope_aliases, scope_of, scopes_named
from ipqa.figures.context.whereabouts import document_region
from ipqa.figures.extraction import extract

ZONE = "渤东经济技术开发区"
AREA = "中国（浙北）自由贸易试验区临江片区"
FIRM = "启明机器人股份有限公司"


@pytest.mark.parametrize(
    ("title", "scope"),
    [
        ("渤东经济技术开发区2023年知识产权工作总结", ZONE),
        ("2023年度渤东经开区知识产权工作总结", "渤东经开区"),
        ("关于印发《渤东经济技术开发区知识产权三年行动计划》的通知", ZONE),
        ("青岛市高新区2023年工作总结", "青岛市高新区"),
        ("中国（浙北）自由贸易试验区临江片区2023年建设情况", AREA),
        ("两江新区2023年国民经济和社会发展统计公报", "两江新区"),
        ("云溪综合保税区2023年运行情况", "云溪综合保税区"),
        ("云溪大学2023年科技成果转化年度报告", "云溪大学"),
        ("云溪市中级人民法院知识产权审判白皮书（2023年）", "云溪市中级人民法院"),
        ("启明机器人股份有限公司2023年年度报告", FIRM),
        ("临江港2023年生产情况通报", "临江港"),
        ("云溪市律师协会2023年报告", "云溪市律师协会"),
        ("浦东新区2023年统计公报", None),
        ("青岛市中级人民法院2023年审判白皮书", None),
        ("全国高新区2023年综合评价结果", None),
        ("2023年我国自由贸易试验区建设情况", None),
        ("山东省高新区2023年发展报告", None),
        ("推进开发区高质量发展若干措施", None),
        ("云溪市上市公司2023年专利情况", None),
        ("云溪大学生就业情况", None),
        ("中国大学专利排行", None),
        ("张家港2023年专利统计", None),
    ],
)
def test_the_scope_of_a_title(title: str, scope: str | None) -> None:
    assert scope_of(title) == scope


def test_the_scope_is_the_region_of_its_document() -> None:
    assert document_region("渤东经济技术开发区2023年工作总结", "全国领先。全国首创。") == ZONE
    assert document_region("2023年工作总结", "", "渤东经济技术开发区管委会") == ZONE
    assert document_region("算力发展白皮书", "我国算力。全国算力。", "中国云溪研究院") == "全国"
    assert document_region("云溪研究院关于算力发展的报告", "我国算力。全国算力。") == "全国"
    assert document_region("浦东新区2023年统计公报", "") == "上海市浦东新区"
    assert document_region("全国高新区2023年综合评价结果", "") == "全国"


def test_figures_of_a_scope_are_of_it_and_never_of_the_nation() -> None:
    text = (
        "2023年，全区发明专利授权量312件，占全国的0.1%，居全国高新区第12位。制度创新成果12项，其中全国复制推广3项。"
        "渤东经济技术开发区商标注册量2100件。"
    )
    found = extract(make_document(text, f"{ZONE}2023年工作总结"))
    assert [(str(f.value), f.unit, f.region) for f in found] == [
        ("312", "件", ZONE),
        ("0.1", "%", ZONE),
        ("12", "位", ZONE),
        ("12", "项", ZONE),
        ("3", "项", ZONE),
        ("2100", "件", ZONE),
    ]


def test_the_division_inside_the_name_of_a_scope_is_no_place_of_its_own() -> None:
    text = "2023年，青岛高新区专利授权量812件。全市专利授权量9100件。崂山区专利授权量700件。"
    found = extract(make_document(text, "青岛高新技术产业开发区2023年工作总结"))
    assert [(str(f.value), f.region) for f in found] == [
        ("812", "青岛高新技术产业开发区"),
        ("9100", "青岛市"),
        ("700", "青岛市崂山区"),
    ]


@pytest.mark.parametrize(
    ("outer", "inner", "inside"),
    [
        ("青岛市", "青岛市高新区", True),
        ("山东省", "青岛高新技术产业开发区", True),
        ("上海市", "中国（上海）自由贸易试验区临港新片区", True),
        ("全国", ZONE, True),
        ("青岛市", ZONE, False),
        (ZONE, "青岛市", False),
        ("青岛市高新区", "青岛市", False),
        ("青岛市高新区", "青岛市高新区", True),
    ],
)
def test_a_scope_lies_in_the_division_that_its_name_opens_with(outer: str, inner: str, inside: bool) -> None:
    assert contains(outer, inner) is inside


def test_home_of_a_scope_is_the_division_of_its_name() -> None:
    assert [home_of(n) for n in ("青岛市高新区", "青岛市", ZONE, "全国", None)] == ["3702", "3702", None, None, None]
    assert [is_scope_name(n) for n in (ZONE, "青岛市", "全国", None)] == [True, False, False, False]


@pytest.mark.parametrize(
    ("name", "aliases"),
    [
        (ZONE, (ZONE, "渤东技术开发区", "渤东开发区", "渤东经开区")),
        ("云溪科技大学", ("云溪科技大学", "云溪科大", "云溪科技", "云科大")),
        ("云溪综合保税区", ("云溪综合保税区", "云溪保税区", "云溪综保区")),
        ("河北雄安新区", ("河北雄安新区", "雄安新区")),
        ("苏州工业园区", ("苏州工业园区", "苏州工业园", "苏州园区")),
    ],
)
def test_short_forms_of_a_scope(name: str, aliases: tuple[str, ...]) -> None:
    assert scope_aliases(name) == aliases


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("渤东经开区2023年专利授权多少", [Region(0, 5, ZONE)]),
        ("2023年渤东开发区专利授权多少", [Region(5, 10, ZONE)]),
        ("青岛高新区2023年专利授权多少", [Region(0, 5, "青岛市高新区")]),
        ("2023年高新区专利授权多少", [Region(5, 8, "青岛市高新区")]),
        ("浙北自贸区临江片区新设企业多少家", [Region(0, 9, AREA)]),
        ("启明机器人研发投入多少", [Region(0, 5, FIRM)]),
        ("云大和云溪中院", [Region(0, 2, "云溪大学"), Region(3, 7, "云溪市中级人民法院")]),
        ("全国高新区有多少家", []),
        ("渤西经开区专利授权多少", []),
        ("全国2023年专利授权多少", []),
    ],
)
def test_a_question_names_a_scope_in_full_or_in_short(question: str, named: list[Region]) -> None:
    known = [ZONE, "青岛市高新区", AREA, "云溪大学", "云溪市中级人民法院", FIRM, "青岛市", "全国"]
    assert scopes_named(question, known) == named


def test_a_short_form_that_two_scopes_bear_names_neither() -> None:
    assert scopes_named("开发区2023年专利授权多少", [ZONE, "云溪经济开发区"]) == []


@pytest.mark.parametrize(
    ("text", "sure", "asked"),
    [
        ("24年上半年授权500件", ["2024-01/2024-06"], ["2024-01/2024-06"]),
        ("23年底有效2100件", ["2023"], ["2023"]),
        ("24年3月", ["2024-03"], ["2024-03"]),
        ("24年的指标完成了吗", [], ["2024"]),
        ("24年比23年增长多少", [], ["2024", "2023"]),
        ("历时24年建成", [], []),
        ("24年前的项目", [], []),
        ("共24年的历史", [], []),
        ("保护期20年", [], []),
        ("维持10年以上的专利", [], []),
        ("用了24年时间", [], []),
    ],
)
def test_two_digits_of_a_year(text: str, sure: list[str], asked: list[str]) -> None:
    assert [p.iso for p in periods(text)] == sure
    assert [p.iso for p in periods(text, years=True)] == asked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2023年，查扣侵权货物12批次、3.4万件，案值210万元，货值350余万元。",
            ["查扣侵权货物 12 批次", "查扣侵权货物 3.4 万件", "侵权货物案值 210 万元", "侵权货物货值 350 万元"],
        ),
        (
            "2023年，查获案值210万元，涉及侵权货物12批次、3.4万件。",
            ["案值 210 万元", "侵权货物 12 批次", "侵权货物 3.4 万件"],
        ),
        ("2023年，查获侵权货物案值共计1200万元、12批次。", ["查获侵权货物案值 1200 万元", "查获侵权货物 12 批次"]),
        ("2023年，执行到位案款3.2亿元，发放案款2.9亿元。", ["执行到位案款 3.2 亿元", "发放案款 2.9 亿元"]),
        ("2023年，退还货款12万元。", ["退还货款 12 万元"]),
    ],
)
def test_sums_of_cases_and_goods_have_their_own_noun(text: str, expected: list[str]) -> None:
    found = extract(make_document(text, "云溪市2023年工作总结"))
    assert [f"{f.indicator} {f.value} {f.unit}" for f in found] == expected
