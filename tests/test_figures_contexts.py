"""What stands around a number: times in a row, members of what is announced, differences, totals behind what is new."""

from dataclasses import dataclass, replace

import pytest
from figure_documents import make_document, make_table

from ipqa.figures.context.periods import periods
from ipqa.figures.extraction import extract
from ipqa.records import Figure

BULLETIN = "2025年青岛市知识产权统计简报"


@dataclass(frozen=True, slots=True)
class Case:
    """A text, and its figures as lines of the fields that the test names."""

    text: str
    expected: tuple[str, ...]


def case(text: str, *expected: str) -> Case:
    return Case(text, expected)


def told(figure: Figure, *fields: str) -> str:
    """The fields of a figure in one line: 专利授权量 企业 300件 2025."""
    values: dict[str, object] = {name: getattr(figure, name) for name in figure.__slots__}
    values |= {
        "members": "/".join(member for _, member in figure.dimensions),
        "value": f"{figure.value:f}{figure.unit}",
    }
    return " ".join(str(values[field]) for field in fields if values[field] not in (None, ""))


def lines(text: str, *fields: str, title: str = BULLETIN) -> list[str]:
    return [told(figure, *fields) for figure in extract(make_document(text, title))]


TIMES = [
    case("商标申请41件，上年同期为29件。", "41件 2025", "29件 2024"),
    case("商标申请41件，同比增长5%，去年同期仅为29件。", "41件 2025", "5% 2025", "29件 2024"),
    case("2023年，办理案件5件，上年同期办理4件。", "5件 2023", "4件 2022"),
    case("一至四季度授权发明专利分别为3件、5件、4件、6件。",
         "3件 2025-01/2025-03", "5件 2025-04/2025-06", "4件 2025-07/2025-09", "6件 2025-10/2025-12"),
    case("一季度、二季度分别办结3件、4件。", "3件 2025-01/2025-03", "4件 2025-04/2025-06"),
    case("上半年和下半年分别立案12件、13件。", "12件 2025-01/2025-06", "13件 2025-07/2025-12"),
    case("1—3月立案数分别为7件、8件、9件。", "7件 2025-01", "8件 2025-02", "9件 2025-03"),
    case("近三年，专利授权量分别为3件、4件和5件。", "3件 2023", "4件 2024", "5件 2025"),
    case("2022、2023、2024年，质押金额分别达到3亿元、4亿元、5亿元。", "3亿元 2022", "4亿元 2023", "5亿元 2024"),
    case("2023年和2024年专利授权量分别为3件和4件，商标注册量分别为30件和40件。",
         "3件 2023", "4件 2024", "30件 2023", "40件 2024"),
    case("2024年，企业、高校申请量分别为8件、9件。", "8件 2024", "9件 2024"),
    case("一至三季度立案90件。", "90件 2025-01/2025-09"),
    case("立案21起，罚没18万元。去年同期分别为26起和23万元。", "21起 2025", "18万元 2025", "26起 2024", "23万元 2024"),
    case("调处纠纷1528件，同比增长38%（2023年为1106件），其中电商纠纷184件。",
         "1528件 2025", "38% 2025", "1106件 2023", "184件 2025"),
    case("质押融资27亿元，是2020年的1.6倍。", "27亿元 2025", "1.6倍 2025"),
    case("与上年相比，合同金额增加210万元。", "210万元 2025"),
    case("2019年质押融资26亿元。2019年以来，全市累计融资621亿元。", "26亿元 2019", "621亿元 2019/2025"),
    case("现有知识产权服务机构9家。", "9家 2025"),
]  # fmt: skip


@pytest.mark.parametrize("one", TIMES, ids=lambda c: c.text[:18])
def test_every_value_has_its_own_time(one: Case) -> None:
    assert lines(one.text, "value", "period") == list(one.expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一至三季度增长", "2024-01/2024-09"),
        ("第二季度至第四季度", "2024-04/2024-12"),
        ("1—2季度", "2024-01/2024-06"),
    ],
)
def test_quarters_in_a_row(text: str, expected: str) -> None:
    assert [p.resolve(2024) for p in periods(text, parts=True)] == [expected]


def test_years_in_a_row_need_one_sign_of_a_year() -> None:
    assert [p.iso for p in periods("2022、2023和2024年")] == ["2022", "2023", "2024"]
    assert [p.iso for p in periods("2022、2023和2024件")] == []


TITLES = [
    ("2024年泽州县知识产权保护状况白皮书", "2024年，全县办案5件。\n二、保护\n立案412件。", "2024"),
    ("2024年泽州县知识产权保护状况白皮书", "截至目前，商标立案5件。\n2023年，全县生产总值9亿元。\n立案412件。", None),
    ("泽州县知识产权保护状况报告", "（2024年）\n立案412件。", "2024"),
    ("泽州县质押融资再创新高", "本报讯 记者获悉，2024年，泽州县质押登记376笔，比上年的349笔多。\n立案412件。", "2024"),
    ("泽州县质押融资再创新高", "2023年质押3笔。2024年，质押登记376笔。\n立案412件。", None),
    ("泽州县知识产权资助办法", "2024年，质押登记376笔。\n立案412件。", None),
    ("2025年泽州县知识产权工作要点", "立案412件。", None),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "period"), TITLES)
def test_the_year_of_a_report_holds_where_nothing_nearer_is_said(title: str, text: str, period: str | None) -> None:
    document = make_document(text, title)
    assert [f.period for f in extract(document) if f.value == 412] == [period]


def test_a_day_of_an_event_dates_nothing_but_its_sentence() -> None:
    text = "2024年3月15日，全市开展执法，立案5件。移送2件。截至2024年6月30日，有效商标9件。专利8件。"
    found = extract(make_document(text, "工作简报"))
    assert [(int(f.value), f.period) for f in found] == [
        (5, "2024-03-15"), (2, None), (9, "2024-06-30"), (8, "2024-06-30"),
    ]  # fmt: skip


MEMBERS = [
    case("12486件有效发明专利中，企业8610件，占69%；高校2297件。企业占比较上年提高2.6个百分点。",
         "有效发明专利 发明专利 12486件", "有效发明专利 发明专利/企业 8610件", "有效发明专利 发明专利/企业 69%",
         "有效发明专利 发明专利/高校 2297件", "有效发明专利 发明专利/企业 2.6个百分点"),
    case("2025年发明专利申请中，企业3012件、高校786件、个人91件。",
         "发明专利申请量 发明专利/企业 3012件", "发明专利申请量 发明专利/高校 786件",
         "发明专利申请量 发明专利/个人 91件"),
    case("按产业划分，有效发明专利分布为：新材料238件、新能源81件。从增速看，新能源增长18.9%。",
         "有效发明专利 发明专利/新材料 238件", "有效发明专利 发明专利/新能源 81件",
         "有效发明专利 发明专利/新能源 18.9%"),
    case("查扣货物742批次，涉及货物186万件。从权利类型看，涉及商标权725批次、专利权11批次。",
         "查扣货物 742批次", "查扣货物 186万件", "查扣货物 商标权 725批次", "查扣货物 专利权 11批次"),
    case("有效发明专利量前三名的企业分别为甲科（87件）、乙讯（70件）和丙钢（68件）。",
         "有效发明专利量 发明专利/甲科 87件", "有效发明专利量 发明专利/乙讯 70件", "有效发明专利量 发明专利/丙钢 68件"),
    case("有效发明专利拥有量居前两位的企业为：\n甲科电气有限公司，138件；\n乙讯动力有限公司，74件。",
         "有效发明专利拥有量 发明专利/甲科电气有限公司 138件", "有效发明专利拥有量 发明专利/乙讯动力有限公司 74件"),
    case("扣留侵权货物742批次，涉及货物186万件。其中，货运渠道扣留68批次、174万件；快件和邮递渠道扣留674批次、12万件。",
         "扣留侵权货物 742批次", "侵权货物 186万件", "扣留侵权货物 货运渠道 68批次", "侵权货物 货运渠道 174万件",
         "扣留侵权货物 快件和邮递渠道 674批次", "侵权货物 快件和邮递渠道 12万件"),
    case("国内企业拥有有效发明专利389万件；高校拥有86万件；科研机构拥有30万件。",
         "有效发明专利 发明专利/企业 389万件", "有效发明专利 发明专利/高校 86万件",
         "有效发明专利 发明专利/科研机构 30万件"),
    case("全球有效专利38万件。日本6.8万件，占17.9%；美国4.9万件。",
         "有效专利 38万件", "有效专利 日本 6.8万件", "有效专利 日本 17.9%", "有效专利 美国 4.9万件"),
    case("专利申请5000件，企业占62%。", "专利申请量 5000件", "专利申请量 企业 62%"),
    case("全年授权发明专利98件，实用新型专利187件，外观设计专利61件。",
         "发明专利授权量 发明专利 98件", "实用新型专利授权量 实用新型 187件", "外观设计专利授权量 外观设计 61件"),
    case("专利授权3216件。分类型看，发明专利授权412件；外观设计专利授权424件。分地区看，胶州市1034件，其余区市合计1178件。",
         "专利授权量 3216件", "发明专利授权量 发明专利 412件", "外观设计专利授权量 外观设计 424件", "专利授权量 1034件",
         "专利授权量 其余区市 1178件"),
    case("分学院看，机械学院授权发明专利212件，材料学院188件，其他学院合计272件。",
         "发明专利授权量 发明专利/机械学院 212件", "发明专利授权量 发明专利/材料学院 188件",
         "发明专利授权量 发明专利/其他学院 272件"),
    case("受理PCT专利申请7.8万件，其中国内申请人提交7.3万件，国外申请人提交5500件。",
         "受理PCT专利申请量 7.8万件", "受理PCT专利申请量 国内申请人 7.3万件", "受理PCT专利申请量 国外申请人 5500件"),
    case("从案由看，著作权纠纷64件，商标权纠纷51件。", "著作权纠纷 64件", "商标权纠纷 51件"),
    case("在工作过程中，企业5家、高校6所参与。", "企业 5家", "高校参与 6所"),
]  # fmt: skip


@pytest.mark.parametrize("one", MEMBERS, ids=lambda c: c.text[:18])
def test_members_of_what_is_announced(one: Case) -> None:
    assert lines(one.text, "indicator", "members", "value") == list(one.expected)


PLACES = [
    case("发明专利有效量排名前三位的省份依次是广东（87万件）、江苏（70万件）和北京（68万件）。",
         "发明专利有效量 广东省 87万件", "发明专利有效量 江苏省 70万件", "发明专利有效量 北京市 68万件"),
    case("分地区看，专利授权量为：崂山区12件、城阳区9件。",
         "专利授权量 青岛市崂山区 12件", "专利授权量 青岛市城阳区 9件"),
    case("建成创新平台41个，其中国家级6个。", "创新平台 青岛市 41个", "创新平台 青岛市 6个"),
]  # fmt: skip


@pytest.mark.parametrize("one", PLACES, ids=lambda c: c.text[:18])
def test_numbers_of_places(one: Case) -> None:
    assert lines(one.text, "indicator", "region", "value") == list(one.expected)


NAMES = [
    case("新增地理标志证明商标2件，累计达到17件。", "新增地理标志证明商标 count 2件", "地理标志证明商标 count 17件"),
    case("新建保护中心6家，总数达到78家。", "新建保护中心 count 6家", "保护中心 count 78家"),
    case("地区生产总值418亿元，增长6.4%，总量居全省首位，增速居全省第3位。",
         "地区生产总值 amount 418亿元", "地区生产总值 growth_yoy 6.4%", "地区生产总值 rank 1位",
         "地区生产总值增速 rank 3位"),
    case("注册量17371件，比商标申请总量17725件少354件。", "注册量 count 17371件", "商标申请量 count 17725件"),
    case("专利授权量9件，比申请量少4件。", "专利授权量 count 9件"),
    case("立案90件，比上年的177件少87件。", "立案 count 90件", "立案 count 177件", "立案 change_abs 87件"),
    case("每万人发明专利拥有量25件，高于全国平均水平2件。",
         "每万人发明专利拥有量 per_capita 25件", "每万人发明专利拥有量 change_abs 2件"),
    case("质押金额完成年度目标（110亿元）的49.5%。",
         "知识产权质押融资金额 amount 110亿元", "知识产权质押融资金额 share 49.5%"),
    case("专利商标质押登记37笔，融资金额2亿元，惠及企业15家。",
         "专利商标质押登记量 count 37笔", "专利商标质押融资金额 amount 2亿元", "专利商标质押融资惠及企业 count 15家"),
    case("全市3家调解组织共受理纠纷735件。", "调解组织 count 3家", "受理纠纷 count 735件"),
    case("到账金额5012万元，从业人员3人。", "到账金额 amount 5012万元", "从业人员 count 3人"),
    case("质押融资力争达到50亿元。", "知识产权质押融资金额 amount 50亿元"),
    case("商标核准注册6120件，案件数9件。", "商标核准注册量 count 6120件", "案件数 count 9件"),
]  # fmt: skip


@pytest.mark.parametrize("one", NAMES, ids=lambda c: c.text[:18])
def test_names_and_statistics(one: Case) -> None:
    assert lines(one.text, "indicator", "stat", "value") == list(one.expected)


def test_what_a_sentence_sets_against_the_year_before_goes_down() -> None:
    assert [f.direction for f in extract(make_document("立案90件，比上年的177件少87件。"))][-1] == "decrease"


def test_a_target_in_brackets_is_one() -> None:
    found = extract(make_document("质押金额完成年度目标（110亿元）的49.5%。", "2025年上半年情况"))
    assert [f.status for f in found] == ["target", "actual"]


@pytest.mark.parametrize(
    ("title", "heading", "status"),
    [
        ("泽州县2024年度工作总结", "六、2025年工作重点", "target"),
        ("泽州县知识产权“十五五”规划", "三、重点任务", "target"),
        ("泽州县知识产权“十五五”规划", "一、发展基础", "actual"),
        ("泽州县2024年度工作总结", "二、2024年重点工作进展", "actual"),
    ],
)
def test_sections_that_look_ahead(title: str, heading: str, status: str) -> None:
    found = extract(make_document("建设保护中心80家。", title, headings=(heading,)))
    assert [f.status for f in found] == [status]


def test_the_name_of_the_zone_is_no_part_of_the_indicator() -> None:
    found = extract(
        make_document("2024年，合肥高新区专利授权量12件，高新区有效商标9件。", "合肥高新区知识产权年报（2024年）")
    )
    assert [f.indicator for f in found] == ["专利授权量", "有效商标"]


def test_growth_and_rank_beside_a_column_are_of_it() -> None:
    document = make_table(
        ["地区\t有效发明专利（件）\t同比增长（%）\t全省位次", "蚌埠市\t9860\t12.4\t5",
         "阜阳市\t4210\t18.8\t8", "全省\t187650\t16.2\t—"],
        title="皖北各市指标",
    )  # fmt: skip
    assert [told(f, "indicator", "region", "stat", "value") for f in extract(document)] == [
        "有效发明专利 蚌埠市 count 9860件", "有效发明专利 蚌埠市 growth_yoy 12.4%", "有效发明专利 蚌埠市 rank 5位",
        "有效发明专利 阜阳市 count 4210件", "有效发明专利 阜阳市 growth_yoy 18.8%", "有效发明专利 阜阳市 rank 8位",
        "有效发明专利 安徽省 count 187650件", "有效发明专利 安徽省 growth_yoy 16.2%",
    ]  # fmt: skip


def test_a_zone_in_a_table_of_its_city_has_the_name_of_both() -> None:
    document = replace(make_table(["地区\t专利授权量（件）", "高新区\t34", "樊城区\t21"]), region="襄阳市")
    assert [f.region for f in extract(document)] == ["襄阳市高新区", "襄阳市樊城区"]
