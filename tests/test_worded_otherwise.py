"""Look-ups in other words than the documents': requests, speech, superlatives, who rates; and their near neighbours."""

import pytest
from ip_documents import opened, write

from ipqa.answering.dialogue import standalone
from ipqa.everyday import official
from ipqa.records import Turn
from ipqa.service import Ipqa
from ipqa.statistics.asked.axes import dimension
from ipqa.statistics.asked.slots import slots
from ipqa.statistics.asked.spoken import plain
from ipqa.statistics.matching.bodies import is_body, is_said

CITY = """# 湖州市2023年知识产权保护状况白皮书

湖州市知识产权局

## 一、海关与司法

2023年，湖州海关查扣进出境侵权嫌疑货物840批次，涉及货物52.6万件，案值910万元。其中依职权查扣815批次，依申请查扣25批次。

“清风行动2023”期间，湖州海关查扣侵权嫌疑货物310批次。

2023年，全市法院知识产权民事案件平均审理天数112天。全年在8件案件中适用惩罚性赔偿，判赔总额1260万元，单案最高判赔430万元。全市法院知识产权民事案件调解撤诉率为58.4%。

## 二、运用

2023年，全市办理专利商标质押融资登记96笔，登记金额7.35亿元，惠及企业88家。加权平均利率为4.15%。财政支出质押融资贴息资金640万元，惠及企业31家。

风险补偿资金池全年代偿3笔、金额270万元。

## 三、基础

2023年，全市专利授权量9120件，居全省第7位；商标注册量5310件，年末有效发明专利6480件。全市知识产权保护社会满意度得分为81.36分。

## 四、2024年目标

到2024年末，六大重点产业有效发明专利达到7000件。
"""
COMPANIES = """# 湖州市2023年重点企业知识产权情况

表1 2023年重点企业情况

| 企业 | 所属产业 | 有效发明专利（件） | 研发人员（人） |
|---|---|---|---|
| 苕溪新材科技公司 | 新材料 | 216 | 305 |
| 莫干微电子公司 | 电子信息 | 178 | 264 |

表2 2023年重点产业情况

| 产业 | 企业数（家） | 有效发明专利（件） |
|---|---|---|
| 新材料 | 52 | 1730 |
| 电子信息 | 47 | 1280 |
"""

SAID = (
    ("请核实湖州市2023年度专利商标质押登记的金额。", "7.35亿元"),
    ("烦请提供湖州海关2023年全年查扣侵权嫌疑货物的批次数。", "840批次"),
    ("据湖州市2023年知识产权保护状况白皮书，全市全年专利授权共计多少件？", "9120件"),
    ("湖州的白皮书里面，2023年商标注册量是多少", "5310件"),
    ("湖州海关2023年一整年拦下了多少批涉嫌侵权的货？", "840批次"),
    ("湖州海关23年扣了几批侵权货", "840批次"),
    ("2023年湖州海关扣了多少万件侵权的东西", "52.6万件"),
    ("湖州海关2023年依申请查扣了多少批货", "25批次"),
    ("清风行动期间湖州海关查扣了多少批次侵权货物", "310批次"),
    ("湖州法院2023年判惩罚性赔偿，赔得最狠的一个案子判了多少钱？", "430万元"),
    ("2023年湖州知识产权案子里头，赔得最多的那一件赔了多少", "430万元"),
    ("在湖州打一场知识产权民事官司，2023年平均要审多少天？", "112天"),
    ("没判就撤掉的占百分之几，就是湖州2023年调解撤诉率", "58.4%"),
    ("湖州老百姓和企业对知识产权保护满不满意，打了多少分？", "81.36分"),
    ("湖州专利授权量2023年在全省能排到什么名次？", "第7位"),
    ("湖州专利授权量2023年在各市里头是第几名", "第7位"),
    ("湖州2023年拿知识产权去押贷款，平均利息几个点", "4.15%"),
    ("湖州2023年专利商标质押贷款的企业有几家", "88家"),
    ("湖州的市场主体2023年注册成功了多少件商标？", "5310件"),
    ("2023年末湖州有效发明专利拥有量是多少", "6480件"),
    ("湖州风险补偿资金池2023年赔出去多少钱", "270万元"),
    ("湖州市2023年仍处有效状态的发明专利计有多少件？", "6480件"),
    ("根据附表，湖州2023年新材料产业企业数", "52 家"),
    ("湖州经营主体2023年新注册多少件商标", "5310件"),
    ("湖州2024年重点产业有效发明要搞到多少件", "7000件"),
    ("苕溪新材2023年研发队伍有多少人", "305 人"),
    ("请查湖州市重点企业莫干微电子公司2023年的研发人员数。", "264 人"),
    ("苕溪新材科技研发人员几个人 2023年", "305 人"),
    ("湖州新材料企业2023年有效发明专利有多少", "1730 件"),
    ("2023年湖州做电子信息的那些家，有效发明专利总共多少件", "1280 件"),
)
NOT_SAID = (
    "湖州2023年知识产权刑事案件平均审多少天",
    "湖州2022年知识产权民事案件平均审理多少天",
    "湖州海关2022年拦下了多少批侵权货",
    "湖州海关2023年旅检渠道扣了几批",
    "湖州2023年商业秘密案件赔得最狠的一件赔了多少",
    "湖州2023年刑事案件的调解撤诉率",
    "请核实湖州市2023年版权质押登记的金额。",
    "湖州企业2023年注册了多少件商标",
    "苕溪新材2023年有多少件外观设计",
    "湖州生物医药企业2023年有效发明专利有多少",
    "湖州2024年研发人员要搞到多少人",
    "据湖州市2023年知识产权保护状况白皮书，全市全年软件著作权登记共计多少件？",
    "湖州2023年卖出去多少件专利",
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Ipqa:
    folder = tmp_path_factory.mktemp("worded")
    return opened(folder / "index", write(folder / "documents", {"a湖州.md": CITY, "b企业.md": COMPANIES}))


@pytest.mark.parametrize(("question", "value"), SAID)
def test_what_is_said_is_found_in_other_words(service: Ipqa, question: str, value: str) -> None:
    answer = service.ask(question)
    assert (answer.status, value in answer.text) == ("answered", True), answer.text


@pytest.mark.parametrize("question", NOT_SAID)
def test_a_neighbour_is_refused(service: Ipqa, question: str) -> None:
    answer = service.ask(question)
    assert answer.status not in ("answered", "conflict"), answer.text


def test_a_sum_and_a_count_of_one_subject_are_both_given(service: Ipqa) -> None:
    for question in (
        "湖州市2023年专利商标质押登记金额及惠及企业数是多少？",
        "湖州市2023年专利商标质押的企业数和登记金额各是多少",
    ):
        text = service.ask(question).text
        assert "7.35亿元" in text
        assert "88家" in text
        assert "31家" not in text


def test_a_campaign_is_not_the_year(service: Ipqa) -> None:
    assert "310" not in service.ask("2023年湖州海关查扣侵权嫌疑货物多少批次").text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("赔得最惨的那一起案子判了多少钱", "单案最高判赔金额是多少钱"),
        ("最高一单赔了多少", "单案最高判赔金额是多少"),
        ("平均几天能审完", "平均审理几天"),
        ("裁决案平均要办多少个工作日", "裁决案平均办理多少个工作日"),
        ("公众对营商环境满意吗", "营商环境社会满意度"),
        ("专利有多少真正变成了产品", "专利产业化率是多少"),
        ("真正到手的有多少", "到账金额有多少"),
        ("海关截住了几批侵权的东西", "海关查扣几批次侵权货物"),
        ("暂扣了多少货", "暂扣了多少货"),
        ("法院判了多少件商标案", "法院审结多少件商标案件"),
    ],
)
def test_speech_becomes_the_official_words(said: str, meant: str) -> None:
    assert official(said) == meant


def test_a_source_leaves_its_place_and_time() -> None:
    assert plain("据江西省2023年统计公报，专利授权多少件？") == "江西省2023年专利授权多少件？"
    assert plain("翻了翻金华市2023年的年报，商标注册多少件") == "金华市2023年商标注册多少件"
    assert plain("据江西省2023年统计公报，2022年金华市专利授权多少件？") == "2022年金华市专利授权多少件？"


def test_a_name_behind_other_words_is_what_is_asked() -> None:
    assert plain("没判就撤掉的占百分之几，就是湖州2023年调解撤诉率") == "湖州2023年调解撤诉率是多少？"


def test_a_follow_up_keeps_the_right_asked_before() -> None:
    before = [Turn("user", "2023年湖州市发明专利申请量是多少？")]
    assert standalone("那授权量呢？", before) == "2023年湖州市发明专利，授权量？"


def test_a_rank_among_places_asks_for_no_place() -> None:
    assert dimension("在各省里排第几") is None
    assert dimension("各省分别多少") == "地区"
    assert dimension("各市里谁最多") == "地区"


def test_heads_are_no_holders() -> None:
    assert slots("研发人员几个人").members == ()
    assert ("权利主体", "个人") in slots("个人申请专利多少件").members


def test_a_body_is_named_without_its_style() -> None:
    assert is_body("某岭科技有限公司")
    assert not is_body("新材料")
    assert is_said("苕溪新材科技公司", "苕溪新材有几件专利")
    assert is_said("建设银行湖州分行", "湖州建设银行放了多少")
    assert not is_said("农业银行湖州分行", "湖州建设银行放了多少")
    assert not is_said("新能源汽车公司", "新能源汽车产业有几件专利")
