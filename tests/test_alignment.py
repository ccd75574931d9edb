"""Invented documents and questions about them, in both directions: the figure that must match, or none at all."""

from decimal import Decimal
from pathlib import Path

import pytest
from ip_documents import known, write

from ipqa.everyday import official
from ipqa.statistics import Known, best, read_question
from ipqa.statistics.asked.slots import covered, prepared, slots
from ipqa.statistics.matching.share_sides import sides
from ipqa.statistics.matching.wording import narrows, own_words, stem, weight

BUREAU = """# 滁州市2023年知识产权保护状况

## 一、行政保护

2023年，滁州市知识产权局共受理专利侵权纠纷案件318件，查处假冒专利案件77件，两类案件总数395件。全年罚没金额46.5万元。

合肥海关在“蓝网”专项行动期间扣留侵权货物2460件。2023年，合肥海关扣留侵权嫌疑货物91批次，立案知识产权案件28起。

公安机关破获侵犯知识产权犯罪案件64起，抓获犯罪嫌疑人131名，涉案价值2.3亿元。

## 二、司法保护

2023年，滁州市中级人民法院新收知识产权民事一审案件512件，审结487件。

## 三、创造

2023年，滁州市专利授权量15230件，同比增长6.1%。其中发明专利授权量2210件，企业发明专利授权量1804件。
每万人口高价值发明专利拥有量7.9件，居全省第5位。有效注册商标88600件。

## 四、运用

2023年，专利质押融资金额31.4亿元，惠及企业206家。专利转让1105次。规模以上工业企业有效发明专利6120件。

培育国家知识产权示范企业14家，认定高新技术企业935家。
"""

REPORT = """# 2024年安徽省政府工作报告

一、2023年工作回顾

2023年，全省地区生产总值增长5.8%，规模以上工业增加值增长7.5%，社会消费品零售总额增长6.9%，城镇新增就业72.3万人，居民人均可支配收入增长6.2%。
全社会研发投入预计1260亿元、增长9.4%，研发投入强度达2.65%。技术合同成交额从1870亿元提高到3600亿元。
服务业增加值占地区生产总值比重提高到30.2%。常住人口城镇化率61.5%。

二、2024年工作安排

2024年预期目标是：地区生产总值增长6%左右，城镇新增就业68万人以上，居民消费价格涨幅3%左右。
到2024年底，高新技术企业达到2.3万家。
"""

STATISTICS = """# 全国专利申请统计

单位：件

| 年份 | 发明专利申请受理量 | 国内发明专利申请受理量 | 国外发明专利申请受理量 | 国内发明专利申请授权量 |
|--|--|--|--|--|
| 2018 | 5200 | 4100 | 1100 | 1700 |
| 2019 | 5900 | 4600 | 1300 | 1900 |
"""

CLASSES = """# 教育部办公厅关于扩大内地新疆高中班规模的通知

扩大内地新疆高中班招生规模，以2003年实招人数1540名为基数，到2007年达到3115名的招生规模。

## 附表：内地新疆高中班分年度招生计划

| 省市 | 2005年（人） | 2007年（人） |
|--|--|--|
| 山东 | 160 | 240 |
| 浙江 | 130 | 190 |
"""

MARKET = """# 机器人产业发展白皮书（2023年）

2022年，我国工业机器人产量达到44.3万台，同比增长21%，占全球工业机器人产量的52%。服务机器人产量645万台，在我国机器人总产量中占比为8%。

2022年，我国机器人市场规模达到174亿美元。
"""

PRIZES = """# 2021年度科学技术奖励决定

授予“水稻抗病机理”等31项成果国家技术发明奖二等奖，授予“高温材料制备”等3项成果国家技术发明奖一等奖。
"""

PAPERS = {
    "局.md": BUREAU, "报告.md": REPORT, "统计.md": STATISTICS, "班.md": CLASSES, "市场.md": MARKET, "奖.md": PRIZES,
}  # fmt: skip


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> list[Known]:
    return known(write(tmp_path_factory.mktemp("alignment"), PAPERS))


def first(question: str, figures: list[Known]) -> Decimal | None:
    said = official(question)
    found = best(read_question(said).whole, prepared(said), figures)
    return found[0].known.figure.value if found else None


@pytest.mark.parametrize(
    ("question", "value"),
    [
        # colloquial words for what is done and counted
        ("2023年滁州受理了多少件专利侵权案子？", "318"),
        ("滁州市知识产权局2023年接到多少件专利侵权纠纷？", "318"),
        ("2023年滁州查办了多少件假冒专利的案子？", "77"),
        ("2023年滁州两类案件一共多少件？", "395"),
        ("2023年滁州罚没了多少钱？", "46.5"),
        ("“蓝网”行动里合肥海关扣下了多少件侵权的东西？", "2460"),
        ("合肥海关2023年立案多少起？", "28"),
        ("公安破了多少起侵犯知识产权的案子？", "64"),
        ("2023年公安抓了多少犯罪嫌疑人？", "131"),
        ("2023年滁州法院新收知识产权民事一审案件多少件？", "512"),
        ("2023年滁州专利批了多少件？", "15230"),
        ("2023年滁州专利授权量增长了多少？", "6.1"),
        ("2023年滁州发明专利授权多少件？", "2210"),
        ("2023年滁州企业发明专利授权量是多少？", "1804"),
        ("滁州每一万个人手里有几件高价值发明专利？", "7.9"),
        ("滁州每万人口高价值发明专利拥有量在全省排第几？", "5"),
        ("滁州有效注册商标有多少件？", "88600"),
        ("2023年专利质押贷款金额是多少亿元？", "31.4"),
        ("2023年专利转让了多少次？", "1105"),
        ("规上工业企业有效发明专利有多少件？", "6120"),
        ("滁州评上国家知识产权示范企业的有几家？", "14"),
        ("滁州2023年认定的高企有多少家？", "935"),
        # the economy, its growth, and what is planned or expected
        ("2023年安徽GDP增速是多少？", "5.8"),
        ("安徽2023年经济增长多少？", "5.8"),
        ("2023年安徽规上工业增加值涨得快吗，涨了多少？", "7.5"),
        ("2023年安徽社零增速多少？", "6.9"),
        ("2023年安徽城镇新增就业多少人？", "72.3"),
        ("2024年安徽城镇新增就业目标是多少？", "68"),
        ("2024年安徽地区生产总值增长目标是多少？", "6"),
        ("2024年安徽物价涨幅预期多少？", "3"),
        ("安徽2023年全社会研发投入预计多少亿元？", "1260"),
        ("2023年安徽研发投入强度是多少？", "2.65"),
        ("2023年安徽搞研发花的钱有多少亿元？", "1260"),
        ("2023年安徽城镇化率多少？", "61.5"),
        ("2023年安徽老百姓人均可支配收入增长多少？", "6.2"),
        ("2023年安徽服务业增加值占GDP的比重提高到多少？", "30.2"),
        ("2024年安徽高新技术企业要达到多少家？", "2.3"),
        # dimensions of tables, places inside names, titles that say the rest
        ("2019年国内发明专利申请受理量是多少件？", "4600"),
        ("2019年国外发明专利申请受理量是多少件？", "1300"),
        ("2019年发明专利申请受理量是多少件？", "5900"),
        ("统计表里2018年国内发明专利授权量是多少件？", "1700"),
        ("按附表，2007年山东内地新疆高中班计划招多少人？", "240"),
        ("内地新疆高中班2007年招生规模是多少名？", "3115"),
        ("2022年我国工业机器人产量多少万台？", "44.3"),
        ("2022年我国工业机器人产量占全球的比重是多少？", "52"),
        ("我国服务机器人占机器人总产量的比重？", "8"),
        ("白皮书显示2022年我国机器人市场规模多大？", "174"),
        ("2021年度国家技术发明奖二等奖授予了多少项？", "31"),
    ],
)
def test_the_figure_asked_for(figures: list[Known], question: str, value: str) -> None:
    assert first(question, figures) == Decimal(value)


@pytest.mark.parametrize(
    "question",
    [
        # another time or place
        "2022年滁州市专利授权量是多少？",
        "2023年芜湖市专利授权量是多少？",
        "2023年上半年滁州市专利授权量是多少？",
        "2020年国内发明专利申请受理量是多少件？",
        "2019年安徽省发明专利申请受理量是多少件？",
        "2023年合肥市研发投入强度是多少？",
        # another thing done to the right, or another right
        "2023年滁州市专利申请量是多少？",
        "2023年滁州市实用新型专利授权量是多少？",
        "2023年滁州市商标注册申请量是多少？",
        "2023年滁州专利许可多少次？",
        "2019年国外发明专利授权量是多少件？",
        "2023年商标质押融资金额是多少？",
        "2023年滁州市有多少件发明专利？",
        # a narrower or wider one
        "2023年滁州海外专利授权量是多少？",
        "2023年高校发明专利授权量是多少？",
        "每万人口发明专利拥有量是多少件？",
        "滁州市有效发明专利有多少件？",
        "2023年滁州省级知识产权示范企业有几家？",
        "2023年安徽工业企业研发投入多少亿元？",
        "2023年安徽农村居民人均可支配收入增长多少？",
        "2023年安徽服务业增加值增长多少？",
        "2019年职务发明专利申请受理量是多少件？",
        # another stage, kind or statistic of the same cases
        "2023年滁州法院审结知识产权刑事案件多少件？",
        "2023年滁州专利侵权案件结案多少件？",
        "2023年滁州专利侵权案件受理量占比是多少？",
        "2023年合肥海关扣留侵权货物的案值多少万元？",
        "2023年滁州发明专利授权量增长了多少？",
        "2023年专利质押融资惠及个体工商户多少家？",
        "合肥海关“龙腾”行动扣留多少件侵权货物？",
        # asked as happened, only planned; asked as planned, only happened
        "2024年安徽城镇新增就业实际多少人？",
        "2023年安徽研发投入强度的目标是多少？",
        "2025年安徽地区生产总值增长目标是多少？",
        # another whole, another part, another place in the row
        "2022年我国工业机器人产量占亚洲的比重是多少？",
        "2022年我国服务机器人产量占全球服务机器人产量的比重？",
        "2022年全球机器人市场规模多大？",
        "2021年度国家技术发明奖特等奖授予了多少项？",
        "2021年度国家自然科学奖二等奖授予了多少项？",
        "2007年江苏内地新疆高中班计划招多少人？",
        "内地西藏高中班2007年招生规模是多少名？",
        # what nobody counts here
        "滁州市专利代理师有多少人？",
        "2023年专利质押融资利率是多少？",
        "2023年滁州市知识产权保险保费多少万元？",
        "2023年安徽财政收入增长多少？",
    ],
)
def test_no_figure_is_what_was_asked(figures: list[Known], question: str) -> None:
    assert first(question, figures) is None


def test_words_weigh_what_they_tell_apart() -> None:
    assert weight("pct") == 1.5
    assert weight("认定") == 0.25
    assert weight("商标") == 1.0
    assert weight("知识产权") == 2.0


def test_words_that_make_a_narrower_indicator() -> None:
    assert (narrows("授权量"), narrows("海外"), narrows("规模")) == (True, True, False)
    assert (stem("授权量"), stem("数量")) == ("授权", "数量")
    assert own_words("授予“水稻抗病机理”等") == ("授予",)


@pytest.mark.parametrize(
    ("word", "text", "said"),
    [
        ("案子", "受理专利侵权纠纷案件", True), ("东西", "扣留侵权货物", True), ("公司", "高新技术企业", True),
        ("营收", "实现营业收入", True), ("授权量", "发明专利授权", True), ("查扣", "扣留", True),
        ("申请", "授权", False), ("受理", "结案", False), ("注册", "申请", False), ("出口", "进口", False),
        ("收入", "支出", False), ("一审", "二审", False), ("转让", "许可", False), ("立案", "审结", False),
    ],
)  # fmt: skip
def test_groups_of_words(word: str, text: str, said: bool) -> None:
    assert covered(word, prepared(text)) is said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工业机器人产量占全球机器人产量的比重", ("工业机器人产量", "全球机器人产量")),
        ("专利转让中高校占多少", ("高校", "专利转让")),
        ("高校在专利转让里占多大比例", ("高校", "专利转让")),
        ("占比是多少", None),
    ],
)
def test_part_and_whole(text: str, expected: tuple[str, str] | None) -> None:
    assert sides(text) == expected


@pytest.mark.parametrize(
    ("question", "region"),
    [
        ("内地新疆高中班招生规模", None), ("上海合作组织成员国专利申请量", None), ("中国银行质押贷款余额", None),
        ("北京海关立案多少起", "北京市"), ("山东专利授权量在全国排第几", "山东省"), ("专利授权量在全国排第几", None),
    ],
)  # fmt: skip
def test_a_place_in_a_name_or_the_reach_of_a_rank_is_no_region(question: str, region: str | None) -> None:
    assert slots(question).region == region


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("2024年预计完成多少", "forecast"), ("2024年预期目标", "target"), ("2024年计划招生", "target"),
        ("2023年完成了多少", "actual"), ("人均预期寿命", None),
    ],
)  # fmt: skip
def test_status(question: str, status: str | None) -> None:
    assert slots(question).status == status


@pytest.mark.parametrize(
    "question",
    [
        "根据统计表，专利授权量是多少", "白皮书中专利授权量有多少", "报告里提到的专利授权量", "专利授权量百分之几",
        "专利授权量涨得快不快", "近五年专利授权量怎么样",
    ],
)  # fmt: skip
def test_naming_the_source_and_asking_are_no_content(question: str) -> None:
    assert [w for w in slots(official(question)).words if weight(w) >= 1] == ["专利", "授权量"]


def test_a_table_is_told_by_its_title(tmp_path: Path) -> None:
    table = "# 甲市统计\n\n各区商标注册情况\n\n| 区 | 数量（件） |\n|--|--|\n| 镜湖区 | 12 |\n| 鸠江区 | 15 |\n"
    figures = known(write(tmp_path, {"表.md": table}))
    assert first("鸠江区商标注册多少件？", figures) in (Decimal(15), None)
