"""Figures in the manner of many bureaus: work reports, bulletins, court and customs reports, plans, press releases.

Each case is one sentence or paragraph, and what every number in it must come out as.
"""

from dataclasses import dataclass

import pytest
from figure_documents import make_document, make_table

from ipqa.figures.consistency import checked
from ipqa.figures.extraction import extract
from ipqa.records import Figure


@dataclass(frozen=True, slots=True)
class Case:
    """A text under a title, and its figures as lines of the fields that the test names."""

    title: str
    text: str
    expected: tuple[str, ...]
    headings: tuple[str, ...] = ()
    region: str | None = None


def told(figure: Figure, *fields: str) -> str:
    """The fields of a figure in one line: 专利授权量 企业 300 件."""
    values: dict[str, object] = {name: getattr(figure, name) for name in figure.__slots__}
    values |= {
        "members": "/".join(member for _, member in figure.dimensions),
        "value": f"{figure.value:f}{figure.unit}",
    }
    return " ".join(str(values[field]) for field in fields if values[field] not in (None, ""))


def case(title: str, text: str, *expected: str, headings: tuple[str, ...] = (), region: str | None = None) -> Case:
    return Case(title, text, expected, headings, region)


REPORT = "2024年某县政府工作报告"
TIMES = [
    case(REPORT, "全年地区生产总值增长5.8%。", "地区生产总值 5.8% 2023", headings=("一、过去一年工作回顾",)),
    case(REPORT, "一年来，城镇新增就业6830人。", "城镇新增就业 6830人 2023", headings=("一、2023年工作回顾",)),
    case(
        REPORT, "今年发展主要预期目标是：地区生产总值增长6%左右。", "地区生产总值 6% 2024",
        headings=("二、对今年工作的建议",),
    ),
    case(REPORT, "五年来，进出口总额年均增长7.2%。", "进出口总值 7.2% 2019/2023", headings=("一、工作回顾",)),
    case(
        REPORT, "五年来，高新技术企业增加到265家，新增就业3.1万人。",
        "高新技术企业数 265家 2023", "城镇新增就业 3.1万人 2019/2023", headings=("一、工作回顾",),
    ),
    case(
        REPORT, "一季度开局良好。工业投资增长8%。", "工业投资 8% 2023", headings=("一、2023年工作回顾",),
    ),
    case("2024年9月专利月报", "1—9月，授权专利3120件。8月当月授权410件。",
         "专利授权量 3120件 2024-01/2024-09", "专利授权量 410件 2024-08"),
    case("2023年工作总结", "截至6月末，有效商标512件。", "有效商标 512件 2023-06"),
    case("云服务白皮书", "2022年数据总量81万件，过去五年平均增速超过25%。",
         "数据量 81万件 2022", "数据量 25% 2018/2022"),
    case("云服务白皮书", "预计未来五年市场规模将以超过50%的速度增长。2023年市场规模达1亿元。",
         "市场规模 50%", "市场规模 1亿元 2023"),
    case("云服务白皮书", "2023年市场规模达6165亿元，较2022年增长35.5%。",
         "市场规模 6165亿元 2023", "市场规模 35.5% 2023"),
    case("2021—2023年检察工作通报", "三年来，共提起公诉203件。", "提起公诉 203件 2021/2023"),
    case("2023年发展状况白皮书", "2023年，专利授权量900件。\n商标注册126件，较上年的98件增长28.6%。",
         "专利授权量 900件 2023", "商标注册量 126件 2023", "商标注册量 98件 2022", "商标注册量 28.6% 2023"),
]  # fmt: skip


@pytest.mark.parametrize("one", TIMES, ids=lambda c: c.text[:16])
def test_time(one: Case) -> None:
    document = make_document(one.text, one.title, headings=one.headings)
    assert [told(f, "indicator", "value", "period") for f in extract(document)] == list(one.expected)


LISTS = [
    case("快报", "企业、高校、科研机构有效发明专利分别为66件、20件和15件，占比分别为65%、20%、15%。",
         "有效发明专利 发明专利/企业 66件", "有效发明专利 发明专利/高校 20件", "有效发明专利 发明专利/科研机构 15件",
         "有效发明专利 发明专利/企业 65%", "有效发明专利 发明专利/高校 20%", "有效发明专利 发明专利/科研机构 15%"),
    case("快报", "甲科、乙讯继续领跑，分别以62亿元和57亿元的营收稳居前列。",
         "营收 甲科 62亿元", "营收 乙讯 57亿元"),
    case("快报", "华芯、长存、北智有效专利位列国内前三，分别为1.2万件、0.9万件、0.7万件。",
         "有效专利 华芯 1.2万件", "有效专利 长存 0.9万件", "有效专利 北智 0.7万件"),
    case("快报", "服务器出货量和销售额分别为16万台和12亿元。", "服务器出货量 16万台", "服务器销售额 12亿元"),
    case("快报", "概念验证中心、中试基地分别达到69家、107家。", "概念验证中心 69家", "中试基地 107家"),
    case("快报", "基础设施、制造业投资分别增长9.4%、9.1%。", "投资 基础设施 9.4%", "投资 制造业 9.1%"),
    case("快报", "其中一、二、三产增加值分别增长3%、7%、5%。",
         "增加值 第一产业 3%", "增加值 第二产业 7%", "增加值 第三产业 5%"),
    case("快报", "东部地区贷款余额20亿元，中部地区9亿元，占比分别为60%和27%。",
         "贷款余额 东部 20亿元", "贷款余额 中部 9亿元", "贷款余额 东部 60%", "贷款余额 中部 27%"),
    case("快报", "法院新收案件98件，审结94件，同比分别下降3.2%、上升1.8%。",
         "新收案件 98件", "新收案件审结 94件", "新收案件 3.2%", "新收案件审结 1.8%"),
    case("快报", "对欧盟进出口10亿元，对美国进出口21亿元，分别下降8.9%和22.4%。",
         "进出口总值 欧盟 10亿元", "进出口总值 美国 21亿元", "进出口总值 欧盟 8.9%", "进出口总值 美国 22.4%"),
    case("快报", "设计、制造两个环节销售额分别为57亿元、38亿元，增速分别为8%和-2.1%。",
         "销售额 设计 57亿元", "销售额 制造 38亿元", "销售额 设计 8%", "销售额 制造 -2.1%"),
    case("快报", "共受理审查逮捕案件186件352人。", "受理审查逮捕案件 186件", "受理审查逮捕案件 352人"),
    case("快报", "在通用算力和智能算力中占比分别为39%和53%。", "通用算力 39%", "智能算力 53%"),
]  # fmt: skip


@pytest.mark.parametrize("one", LISTS, ids=lambda c: c.text[:16])
def test_members_of_lists(one: Case) -> None:
    document = make_document(one.text, one.title)
    assert [told(f, "indicator", "members", "value") for f in extract(document)] == list(one.expected)


NAMES = [
    case("快报", "经营主体320万户、增长13%，总量达2037万户，其中企业929万户。",
         "经营主体 320万户", "经营主体 13%", "经营主体 2037万户", "经营主体 企业 929万户"),
    case("快报", "算力总规模达906万台，增速47%，其中基础算力规模²（FP32³）为440万台。",
         "算力总规模 906万台", "算力总规模 47%", "基础算力规模 440万台"),
    case("快报", "居民消费价格上涨0.3%。其中，食品类上涨0.1%，衣着类上涨1.2%。",
         "居民消费价格 0.3%", "居民消费价格 食品类 0.1%", "居民消费价格 衣着类 1.2%"),
    case("快报", "共查处商标侵权案件39件，其中生产环节8件、流通环节21件。",
         "查处商标侵权案件 39件", "查处商标侵权案件 生产环节 8件", "查处商标侵权案件 流通环节 21件"),
    case("快报", "质押登记80笔，质押金额58亿元。其中，专利质押36笔、质押金额26亿元。",
         "质押登记 80笔", "知识产权质押融资金额 58亿元", "专利质押 36笔", "知识产权质押融资金额 专利质押 26亿元"),
    case("快报", "城镇人口52万人，占总人口比重（常住人口城镇化率）为58.33%。",
         "城镇人口 52万人", "常住人口城镇化率 58.33%"),
    case("快报", "固定资产投资（不含农户）同比增长3.0%。", "固定资产投资 3.0%"),
    case("快报", "专利转让1032次，许可245次，分别增长12%和35.2%。",
         "专利转让量 1032次", "专利许可量 245次", "专利转让量 12%", "专利许可量 35.2%"),
    case("快报", "获中国专利奖金奖1项、银奖2项、优秀奖11项。",
         "中国专利奖金奖 1项", "中国专利奖银奖 2项", "中国专利奖优秀奖 11项"),
    case("快报", "授予“水稻抗旱育种”等47项成果省级技术发明奖三等奖。", "省级技术发明奖三等奖 47项"),
    case("快报", "国内发明专利申请授权量5859件，国内发明专利申请受理量9278件。",
         "发明专利授权量 发明专利 5859件", "发明专利申请量 发明专利 9278件"),
    case("快报", "贷款余额6.7亿元，较年初增加1.1亿元，增幅19.6%。",
         "贷款余额 6.7亿元", "贷款余额 1.1亿元", "贷款余额 19.6%"),
    case("快报", "发明专利授权量120件，全国省会城市排名第9位。",
         "发明专利授权量 发明专利 120件", "发明专利授权量 发明专利 9位"),
    case("快报", "来源：https://example.org/wiki/2024%E5%B9%B4\n54.4%\t21404\t60.0%\n外观设计1101件。",
         "外观设计 外观设计 1101件"),
    case("快报", "商标侵权案件案值共计人民币191万元。", "商标侵权案件案值 191万元"),
]  # fmt: skip


@pytest.mark.parametrize("one", NAMES, ids=lambda c: c.text[:16])
def test_indicator(one: Case) -> None:
    document = make_document(one.text, one.title)
    assert [told(f, "indicator", "members", "value") for f in extract(document)] == list(one.expected)


CHANGES = [
    case(REPORT, "五年来，每万人口发明专利拥有量从8件提高到17件。", "8件 2018 基期", "17件 2023 8件",
         headings=("一、工作回顾",)),
    case("2023年白皮书", "年产值由2020年的32亿元增至2023年的47.5亿元。", "32亿元 2020 基期", "47.5亿元 2023 32亿元"),
    case("2023年度简报", "占GDP比重由2021年的11.8%提升至13.1%。", "11.8% 2021 基期", "13.1% 2023 11.8%"),
    case("某市“十四五”规划", "“十四五”期间，地理标志商标从18件增加到30件。", "18件 2020 基期", "30件 2025 18件"),
    case("2022年度简报", "两类案件1209件，较上年同期的842件增长43.6%。",
         "1209件 2022", "842件 2021 基期", "43.6% 2022 842件"),
    case("2023年度简报", "9月授权31件，环比下降4.5%，同比增长2%。", "31件 2023-09", "4.5% 2023-09 环比", "2% 2023-09"),
]  # fmt: skip


@pytest.mark.parametrize("one", CHANGES, ids=lambda c: c.text[:16])
def test_from_and_to(one: Case) -> None:
    document = make_document(one.text, one.title, headings=one.headings)
    found = extract(document)
    assert [told(f, "value", "period", "reference") for f in found] == list(one.expected)
    assert len({f.indicator for f in found}) == 1


PLACES = [
    case("工作报告", "全球算力总规模达906万台，增速47%，其中基础规模为440万台。",
         "906万台 全球", "47% 全球", "440万台 全球"),
    case("白皮书", "我国算力总规模达180万台，全球占比约为33%。", "180万台 全国", "33% 全国 全球"),
    case("白皮书", "中国和美国算力全球占比分别为39%和31%。", "39% 全国 全球", "31% 美国 全球"),
    case("白皮书", "南昌、赣州发明专利授权量分别为512件、143件。", "512件 南昌市", "143件 赣州市", region="江西省"),
    case("白皮书", "省份排名前二的依次是浙江、江苏，分别为21亿元和9亿元。", "21亿元 浙江省", "9亿元 江苏省"),
    case("通知", "在河北、辽宁、上海、重庆等4个省市开办。", "4个"),
    case("工作报告", "新增高铁3条。惠州新增企业9家。国企增至260家。", "3条 广东省", "9家 惠州市", "260家 广东省",
         region="广东省"),
    case("工作报告", "全球“灯塔工厂”3家，卓越级工厂16家。", "3家 河南省", "16家 河南省", region="河南省"),
    case("简报", "获得湖北省高价值专利大赛金奖1项。", "1项 襄阳市", region="襄阳市"),
]  # fmt: skip


@pytest.mark.parametrize("one", PLACES, ids=lambda c: c.text[:16])
def test_place(one: Case) -> None:
    document = make_document(one.text, one.title, region=one.region)
    assert [told(f, "value", "region", "reference") for f in extract(document)] == list(one.expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宁波海关扣留侵权货物52批次，案值48万元。", ["扣留侵权货物 宁波海关", "侵权货物案值 宁波海关"]),
        ("洛阳农村商业银行发放知识产权质押贷款4.3亿元。", ["知识产权质押贷款 洛阳农村商业银行"]),
        ("市市场监管局查处商标侵权案件86件。", ["查处商标侵权案件 市市场监管局"]),
        ("全国性商业银行贷款权重不低于10%。", ["全国性商业银行贷款权重"]),
    ],
)
def test_entity(text: str, expected: list[str]) -> None:
    assert [told(f, "indicator", "entity") for f in extract(make_document(text))] == expected


def test_numbers_that_a_program_wrote_with_a_decimal_are_whole() -> None:
    rows = ["指标\t2021年\t2022年", "发明专利申请授权量(件)\t585.0\t695.0", "技术市场成交额(亿元)\t372.3\t477.0"]
    document = make_table(rows)
    found = extract(document)
    assert [told(f, "indicator", "value", "period") for f in found] == [
        "发明专利授权量 585件 2021",
        "发明专利授权量 695件 2022",
        "技术合同成交额 372.3亿元 2021",
        "技术合同成交额 477亿元 2022",
    ]
    assert document.text[found[0].value_start : found[0].value_end] == "585.0"


def test_a_place_inside_the_title_of_a_class_is_not_the_documents() -> None:
    rows = ["地区\t基数\t扩招", "江苏\t100\t20", "上海\t105\t30"]
    found = extract(make_table(rows, title="关于内地西藏班扩大招生规模的通知"))
    assert [told(f, "region", "value") for f in found] == ["江苏省 100", "江苏省 20", "上海市 105", "上海市 30"]


def test_sums_of_a_document_of_rules_are_conditions() -> None:
    text = "第五条 每件给予不超过3000元资助。"
    assert [f.status for f in extract(make_document(text, "某市专利资助办法（试行）"))] == ["condition"]
    assert [f.status for f in extract(make_document(text, "某市专利资助办法执行情况"))] == ["actual"]


def test_a_restatement_points_to_the_first_of_its_kind_and_another_years_does_not() -> None:
    text = "2023年商标注册量 120 件。全年商标注册量 120 件。2022年商标注册量 120 件。"
    first, again, earlier = extract(make_document(text, "2023年度简报"))
    assert (first.duplicate_of, again.duplicate_of, earlier.duplicate_of) == (None, first.id, None)


def test_what_cannot_be_is_suspect() -> None:
    text = "2023年，专利授权量1200件，其中企业1500件，占比达125%。高校贡献增长180%。"
    found = extract(make_document(text))
    assert [told(f, "value", "status") for f in found] == [
        "1200件 actual",
        "1500件 suspect",
        "125% suspect",
        "180% actual",
    ]
    assert checked(text, found) == found


def test_a_number_without_a_unit_still_names_what_grew() -> None:
    document = make_document("总额达 3383 亿元；云平台市场达 598 亿，同比增长 74.9%。")
    found = extract(document)
    assert [told(f, "indicator", "value") for f in found] == ["总额 3383亿元", "云平台市场 74.9%"]
    assert document.text[found[1].start : found[1].end] == "云平台市场达 598 亿，同比增长 74.9%"


def test_a_share_inside_a_whole() -> None:
    found = extract(make_document("美国、日本在全球算力规模中的份额分别为 34%和 4%。"))
    assert [told(f, "indicator", "members", "region", "value") for f in found] == [
        "算力规模份额 美国 美国 34%",
        "算力规模份额 日本 日本 4%",
    ]
